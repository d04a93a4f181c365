package org.printfarm.bambu.upload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** Reads replies of an FTP server: lines of bounded length, a bounded number of them. One thread. */
final class ReplyLines {

    private static final int LINE_BYTES = 1024;
    private static final int LINES = 64;
    private static final int CODE_DIGITS = 3;

    private final InputStream in;

    ReplyLines(InputStream in) {
        this.in = in;
    }

    /** A reply of several lines ends with one that has its code and a space. */
    FtpReply read() throws IOException {
        String line = line();
        int code = code(line);
        if (code == 0) {
            throw new ProtocolException("no reply");
        }
        boolean more = line.startsWith("-", CODE_DIGITS);
        for (int lines = 1; more; lines++) {
            if (lines == LINES) {
                throw new ProtocolException("a reply without end");
            }
            line = line();
            more = code(line) != code || line.startsWith("-", CODE_DIGITS);
        }
        return new FtpReply(code, line.substring(Math.min(line.length(), CODE_DIGITS + 1)));
    }

    private static int code(String line) {
        boolean isCode = line.length() >= CODE_DIGITS
                && line.chars().limit(CODE_DIGITS).allMatch(digit -> digit >= '0' && digit <= '9');
        return isCode ? Integer.parseInt(line.substring(0, CODE_DIGITS)) : 0;
    }

    private String line() throws IOException {
        byte[] bytes = new byte[LINE_BYTES];
        for (int length = 0; length < LINE_BYTES; length++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed between replies");
            }
            if (next == '\n') {
                return new String(bytes, 0, length, StandardCharsets.UTF_8).stripTrailing();
            }
            bytes[length] = (byte) next;
        }
        throw new ProtocolException("a line without end");
    }
}
