package org.printfarm.ftp.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into command lines, however the bytes come in pieces. One per connection; one thread at a time.
 *
 * <p>A line ends with LF; a CR before it is dropped. Telnet commands (RFC 959 section 3.1 asks for Telnet's rules) are taken
 * out: {@code IAC WILL x} and its like are three bytes, {@code IAC IP}, {@code IAC DM} two, {@code IAC IAC} is one byte 255.
 */
public final class LineDecoder {

    /** The longest line, bytes without its end. Room for the longest path in UTF-8 and a command. */
    public static final int MAX_LINE_BYTES = 2048;

    private static final int FIRST_ROOM = 64;
    private static final int IAC = 0xFF;
    private static final int FIRST_NEGOTIATION = 0xFB;
    private static final int LAST_NEGOTIATION = 0xFE;

    private enum Telnet {
        TEXT,
        COMMAND,
        OPTION
    }

    /** What came out of the bytes. */
    public sealed interface Result {
        /** All bytes are used up and no line is complete. */
        record Incomplete() implements Result {}

        /**
         * A line.
         *
         * @param text without its end
         */
        record Line(String text) implements Result {
            /** Tells the length only. */
            @Override
            public String toString() {
                return "Line[" + text.length() + " characters]";
            }
        }

        /** A line that is not UTF-8. It is skipped. */
        record NotText() implements Result {}

        /** More than {@link #MAX_LINE_BYTES} without an end. The connection is of no further use. */
        record TooLong() implements Result {}
    }

    private byte[] line = new byte[FIRST_ROOM];
    private int length;
    private Telnet telnet = Telnet.TEXT;

    /**
     * Takes bytes until a line is complete.
     *
     * @param bytes read up to the end of the line, or to its limit
     * @return the line, or why there is none
     */
    public Result next(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            Optional<Byte> text = text(bytes.get());
            if (text.isEmpty()) {
                continue;
            }
            if (text.get() == '\n') {
                return finish();
            }
            if (length == MAX_LINE_BYTES) {
                return new Result.TooLong();
            }
            append(text.get());
        }
        return new Result.Incomplete();
    }

    private Optional<Byte> text(byte b) {
        int value = b & 0xFF;
        switch (telnet) {
            case TEXT -> {
                if (value != IAC) {
                    return Optional.of(b);
                }
                telnet = Telnet.COMMAND;
            }
            case COMMAND -> {
                boolean negotiation = value >= FIRST_NEGOTIATION && value <= LAST_NEGOTIATION;
                telnet = negotiation ? Telnet.OPTION : Telnet.TEXT;
                if (value == IAC) {
                    return Optional.of(b);
                }
            }
            case OPTION -> telnet = Telnet.TEXT;
        }
        return Optional.empty();
    }

    private void append(byte b) {
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, 2 * length));
        }
        line[length++] = b;
    }

    private Result finish() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, end));
            return new Result.Line(text.toString());
        } catch (CharacterCodingException e) {
            return new Result.NotText();
        }
    }
}
