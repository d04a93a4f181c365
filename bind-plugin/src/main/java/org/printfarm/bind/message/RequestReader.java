package org.printfarm.bind.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.printfarm.bind.frame.Frame;
import org.printfarm.bind.message.RequestResult.Refused;

/**
 * Reads the text of a frame. Pure and strict: UTF-8 without exceptions (no byte order mark, no overlong forms), RFC 8259
 * JSON, one object and nothing after it, no key twice in one object. Nothing is thrown.
 *
 * <p>The object needs {@code login}, an object with {@code command}; other keys are skipped. {@code sequence_id} may be any
 * scalar; a list, an object or nothing at all counts as none.
 */
public final class RequestReader {

    /** How deep objects and lists may nest. Real requests: 2. */
    public static final int MAX_DEPTH = 32;

    /** The longest number, characters. Real requests: 5. */
    public static final int MAX_NUMBER_LENGTH = 64;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // A peer chooses the keys: they are kept out of tables that outlive the request.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Frame.MAX_REQUEST_BYTES)
                    .maxNameLength(Frame.MAX_REQUEST_BYTES)
                    .maxDocumentLength(Frame.MAX_REQUEST_BYTES)
                    .build())
            .build();

    private RequestReader() {}

    /**
     * Reads one request.
     *
     * @param payload what stood between length and trailer; position and limit are not moved
     * @return the request, or why it is none
     */
    public static RequestResult read(ByteBuffer payload) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(payload.duplicate());
        } catch (CharacterCodingException malformed) {
            return new Refused(RequestFault.BAD_UTF8);
        }
        try (JsonParser parser = JSON.createParser(text.array(), text.arrayOffset(), text.remaining())) {
            return readDocument(parser);
        } catch (StreamConstraintsException limit) {
            return new Refused(RequestFault.JSON_OVER_LIMIT);
        } catch (IOException malformed) {
            return new Refused(RequestFault.BAD_JSON);
        }
    }

    private static RequestResult readDocument(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            skipRest(parser);
            return new Refused(RequestFault.NOT_AN_OBJECT);
        }
        RequestResult result = new Refused(RequestFault.NO_LOGIN);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean login = parser.currentName().equals("login");
            JsonToken value = parser.nextToken();
            if (!login) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                result = readLogin(parser);
            } else {
                parser.skipChildren();
                result = new Refused(RequestFault.LOGIN_NOT_AN_OBJECT);
            }
        }
        return parser.nextToken() == null ? result : new Refused(RequestFault.BAD_JSON);
    }

    private static void skipRest(JsonParser parser) throws IOException {
        boolean more = parser.currentToken() != null;
        while (more) {
            more = parser.nextToken() != null;
        }
    }

    private static RequestResult readLogin(JsonParser parser) throws IOException {
        Command command = null;
        SequenceId sequenceId = SequenceId.FIXED;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("command") && value == JsonToken.VALUE_STRING) {
                command = Command.of(parser.getText());
            } else if (key.equals("sequence_id")) {
                sequenceId = readSequenceId(parser, value);
            } else {
                parser.skipChildren();
            }
        }
        return toRequest(command, sequenceId);
    }

    private static RequestResult toRequest(@Nullable Command command, SequenceId sequenceId) {
        return command == null ? new Refused(RequestFault.NO_COMMAND) : new BindRequest(command, sequenceId);
    }

    private static SequenceId readSequenceId(JsonParser parser, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> SequenceId.ofJson('"' + escape(parser.getText()) + '"');
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                SequenceId.ofJson(parser.getText());
            default -> {
                parser.skipChildren();
                yield SequenceId.FIXED;
            }
        };
    }

    private static String escape(String text) {
        StringBuilder ascii = new StringBuilder(text.length() + 8);
        char[] quoted = JsonStringEncoder.getInstance().quoteAsString(text);
        for (char c : quoted) {
            if (c < 0x80) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04X", (int) c));
            }
        }
        return ascii.toString();
    }
}
