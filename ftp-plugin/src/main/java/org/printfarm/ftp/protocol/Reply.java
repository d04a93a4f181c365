package org.printfarm.ftp.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One answer on the control connection.
 *
 * @param code three digits, as in RFC 959 and its followers
 * @param text the last line's text, without control characters
 * @param before the lines before it; empty for an answer of one line
 */
public record Reply(int code, String text, List<String> before) {

    /**
     * An answer of one line.
     *
     * @param code see above
     * @param text see above
     */
    public Reply(int code, String text) {
        this(code, text, List.of());
    }

    /**
     * The bytes on the wire: {@code 211-first}, the lines in between with a blank before them, {@code 211 last}.
     *
     * @return UTF-8 with CRLF line ends
     */
    public byte[] encode() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < before.size(); i++) {
            out.append(i == 0 ? code + "-" : " ").append(before.get(i)).append("\r\n");
        }
        out.append(code).append(' ').append(text).append("\r\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Tells the code only: the text may repeat a path that the peer sent. */
    @Override
    public String toString() {
        return "Reply[" + code + "]";
    }
}
