package org.printfarm.bench.load;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the bytes of a detect reply without mercy: {@code A5 A5}, a length that equals the bytes received, strict JSON,
 * {@code login} with nine fields of the right types, the command, the expected serial, {@code A7 A7}, nothing after it. Pure.
 */
public final class ReplyCheck {

    private static final int PREFIX_BYTES = 4;
    private static final int FRAMING_BYTES = 6;
    private static final int MIN_BYTES = 8;
    private static final byte HEADER = (byte) 0xA5;
    private static final byte TRAILER = (byte) 0xA7;

    private static final Set<String> TEXTS = Set.of("bind", "command", "connect", "id", "model", "name", "version");
    private static final Set<String> NUMBERS = Set.of("dev_cap", "sequence_id");

    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReplyCheck() {}

    /**
     * Looks at what has come so far.
     *
     * @param bytes from position to limit; neither is moved
     * @param ended whether the server has closed
     * @param serial whose reply it must be
     * @return what is wrong, {@link Verdict#OK} for a whole and right reply, or empty when more must come
     */
    public static Optional<Verdict> check(ByteBuffer bytes, boolean ended, String serial) {
        int size = bytes.remaining();
        int start = bytes.position();
        for (int i = 0; i < Math.min(size, 2); i++) {
            if (bytes.get(start + i) != HEADER) {
                return Optional.of(Verdict.BAD_MAGIC);
            }
        }
        if (size < PREFIX_BYTES) {
            return unfinished(bytes, ended);
        }
        int claimed = Byte.toUnsignedInt(bytes.get(start + 2)) | Byte.toUnsignedInt(bytes.get(start + 3)) << 8;
        if (claimed < MIN_BYTES) {
            return Optional.of(Verdict.BAD_LENGTH);
        }
        if (size < claimed) {
            return unfinished(bytes, ended);
        }
        if (!endsWithTrailer(bytes, start + claimed)) {
            // A trailer somewhere else means that the length lies.
            return Optional.of(endsWithTrailer(bytes, start + size) ? Verdict.BAD_LENGTH : Verdict.BAD_TRAILER);
        }
        Verdict inside = checkJson(bytes.slice(start + PREFIX_BYTES, claimed - FRAMING_BYTES), serial);
        return Optional.of(inside == Verdict.OK && size > claimed ? Verdict.EXTRA_BYTES : inside);
    }

    private static Optional<Verdict> unfinished(ByteBuffer bytes, boolean ended) {
        if (!ended) {
            return Optional.empty();
        }
        int size = bytes.remaining();
        if (size == 0) {
            return Optional.of(Verdict.EARLY_EOF);
        }
        return Optional.of(
                size >= FRAMING_BYTES && endsWithTrailer(bytes, bytes.limit())
                        ? Verdict.BAD_LENGTH
                        : Verdict.SHORT_FRAME);
    }

    private static boolean endsWithTrailer(ByteBuffer bytes, int end) {
        return bytes.get(end - 1) == TRAILER && bytes.get(end - 2) == TRAILER;
    }

    private static Verdict checkJson(ByteBuffer json, String serial) {
        JsonNode root;
        try {
            root = JSON.readTree(
                    StandardCharsets.UTF_8.newDecoder().decode(json).toString());
        } catch (CharacterCodingException malformed) {
            return Verdict.BAD_JSON;
        } catch (IOException malformed) {
            return Verdict.BAD_JSON;
        }
        if (!root.isObject()) {
            return Verdict.BAD_JSON;
        }
        JsonNode login = root.path("login");
        if (!login.path("command").isTextual()
                || !login.path("command").textValue().equals("detect")) {
            return Verdict.BAD_COMMAND;
        }
        if (!login.path("id").isTextual() || !login.path("id").textValue().equals(serial)) {
            return Verdict.BAD_ID;
        }
        boolean whole = TEXTS.stream().allMatch(key -> login.path(key).isTextual())
                && NUMBERS.stream().allMatch(key -> login.path(key).isIntegralNumber());
        return whole ? Verdict.OK : Verdict.MISSING_OR_MISTYPED_FIELD;
    }
}
