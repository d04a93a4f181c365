package org.printfarm.host.view;

/**
 * What became of one slicer's trust in the farm's CA.
 *
 * @param file its {@code printer.cer}, or the package that it is in
 * @param state what became of it
 * @param text what to know of it
 */
public record TrustView(String file, State state, String text) {

    /** What becomes of a file. */
    public enum State {
        /** The CA is in it now. */
        INSTALLED,
        /** It was in it before. */
        ALREADY_THERE,
        /** It was taken out. */
        REMOVED,
        /** It was not in it before either. */
        NOT_THERE,
        /** This user may not write it. */
        NOT_WRITABLE,
        /** Nobody is to write it; the text tells another way. */
        SEALED,
        /** It could not be written whole; it is as it was. */
        FAILED
    }

    /** Whether the file is as it was asked to be. */
    public boolean isDone() {
        return state.compareTo(State.NOT_THERE) <= 0;
    }
}
