package org.printfarm.api.farm;

/**
 * Why something could not be done: a code for programs, a sentence for people, and what mends it. Holds no secret.
 *
 * @since 1.0
 */
public final class FarmCallException extends Exception {

    private static final long serialVersionUID = 1L;

    /** For programs. */
    private final String code;

    /** What to do about it. */
    private final String mend;

    /**
     * A refusal.
     *
     * @param code upper case letters and underscores: {@code FORBIDDEN}, {@code NOT_FOUND}, {@code BAD_REQUEST}, {@code
     *     NOT_POSSIBLE}, {@code TOO_LARGE}, {@code STORAGE}, {@code BUSY}, {@code INTERNAL} and further ones
     * @param text one sentence
     * @param mend what to do about it; may be empty
     */
    public FarmCallException(String code, String text, String mend) {
        super(text);
        this.code = code;
        this.mend = mend;
    }

    /**
     * For programs.
     *
     * @return upper case letters and underscores
     */
    public String code() {
        return code;
    }

    /**
     * What to do about it.
     *
     * @return may be empty
     */
    public String mend() {
        return mend;
    }
}
