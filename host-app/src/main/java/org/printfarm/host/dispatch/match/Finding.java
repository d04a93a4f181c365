package org.printfarm.host.dispatch.match;

/**
 * One thing to say of a machine or a channel.
 *
 * @param code which
 * @param text a sentence for people, without a peer's words
 */
public record Finding(Code code, String text) {

    /** The catalogue's sentence. */
    public static Finding of(Code code) {
        return new Finding(code, code.sentence());
    }

    /** The catalogue's sentence with what it is about behind it. */
    public static Finding of(Code code, String detail) {
        return new Finding(code, code.sentence() + ": " + detail);
    }
}
