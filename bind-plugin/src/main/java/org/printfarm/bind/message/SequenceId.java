package org.printfarm.bind.message;

import java.util.Objects;

/**
 * A {@code sequence_id} as JSON: text, number, {@code true}, {@code false} or {@code null}. Immutable.
 */
public final class SequenceId {

    /**
     * What printers answer that choose the number themselves, and what is answered when a request has none to repeat.
     * Source: captures of P2S and X1/P1 firmware (protocol notes, section 1).
     */
    public static final SequenceId FIXED = new SequenceId("3021");

    private final String json;

    private SequenceId(String json) {
        this.json = json;
    }

    /**
     * Wraps a value.
     *
     * @param json one JSON scalar in ASCII
     * @return the value
     */
    static SequenceId ofJson(String json) {
        return new SequenceId(json);
    }

    /**
     * The JSON text of the value.
     *
     * @return one scalar, pure ASCII
     */
    String json() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceId id && json.equals(id.json);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(json);
    }

    /** Tells nothing: it may be a peer's text. */
    @Override
    public String toString() {
        return "SequenceId";
    }
}
