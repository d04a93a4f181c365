package org.printfarm.bambu.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.api.driver.MachineFault;

/** One message of a machine. */
public sealed interface MachineReport {

    /**
     * How it is, or what changed.
     *
     * @param print the value of {@code print}
     */
    record Status(JsonNode print) implements MachineReport {}

    /**
     * It answers a command.
     *
     * @param sequence the number that the command had
     * @param refusal why it does not do it; empty when it does
     */
    record Answer(String sequence, Optional<MachineFault.Code> refusal) implements MachineReport {}

    /**
     * What it is.
     *
     * @param firmware as it writes it, for instance {@code 01.09.00.00}
     */
    record Version(String firmware) implements MachineReport {}

    /** Anything else. */
    record Other() implements MachineReport {}

    /** Reads messages. Pure; any thread. */
    final class Reader {

        private static final int MAX_DEPTH = 32;
        private static final int MAX_NUMBER_DIGITS = 40;

        /** Numbers of refusals because commands are not signed. Source: protocol notes, section 7. */
        private static final long FIRST_NOT_ALLOWED = 84033543;

        private static final long LAST_NOT_ALLOWED = 84033548;

        /** The number of a refusal because a sequence number was used before: in the same row, and no matter of signing. */
        private static final long SEQUENCE_SEEN = 84033544;

        private static final String PRINT = "print";
        private static final Set<String> MEMBERS = Set.of(PRINT, "info", "system");
        private static final Set<String> PRINT_FIELDS = Stream.concat(
                        ReportTree.KEPT.stream(), Stream.of("command", "msg", "sequence_id", "result", "err_code"))
                .collect(Collectors.toUnmodifiableSet());

        private static final String FIRMWARE = "[0-9.]{1,32}";

        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                .build();

        static {
            JSON.getFactory()
                    .setStreamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_DIGITS)
                            .build());
        }

        private Reader() {}

        /**
         * Reads one message.
         *
         * @param payload JSON; its size is bounded by the largest packet
         * @return {@link Other} for what is no JSON as well
         */
        public static MachineReport read(byte[] payload) {
            try (JsonParser parser = JSON.createParser(payload)) {
                return read(message(parser));
            } catch (JsonProcessingException e) {
                return new Other();
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory are read", e);
            }
        }

        /** Of {@code print} only what is read here or kept: most of a whole report is neither. */
        private static ObjectNode message(JsonParser parser) throws IOException {
            ObjectNode message = JSON.createObjectNode();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fields(parser, message, MEMBERS);
            }
            return message;
        }

        private static void fields(JsonParser parser, ObjectNode into, Set<String> kept) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                boolean begins = parser.nextToken() == JsonToken.START_OBJECT;
                if (!kept.contains(name)) {
                    parser.skipChildren();
                } else if (begins && name.equals(PRINT)) {
                    fields(parser, into.putObject(name), PRINT_FIELDS);
                } else {
                    into.set(name, JSON.<JsonNode>readTree(parser));
                }
            }
        }

        private static MachineReport read(JsonNode message) {
            JsonNode print = message.path(PRINT);
            if (print.path("command").asText().equals("push_status")) {
                return new Status(print);
            }
            if (message.path("info").path("command").asText().equals("get_version")) {
                return version(message.path("info").path("module"));
            }
            JsonNode answer = print.isObject() ? print : message.path("system");
            return answer.has("sequence_id") && answer.has("result") ? answer(answer) : new Other();
        }

        private static MachineReport version(JsonNode modules) {
            for (JsonNode module : modules) {
                String firmware = module.path("sw_ver").asText();
                if (module.path("name").asText().equals("ota") && firmware.matches(FIRMWARE)) {
                    return new Version(firmware);
                }
            }
            return new Other();
        }

        private static Answer answer(JsonNode answer) {
            boolean done = answer.path("result").asText().equalsIgnoreCase("success");
            long error = answer.path("err_code").asLong(0);
            boolean notAllowed = error >= FIRST_NOT_ALLOWED && error <= LAST_NOT_ALLOWED && error != SEQUENCE_SEEN;
            Optional<MachineFault.Code> refusal = done && error == 0
                    ? Optional.empty()
                    : Optional.of(notAllowed ? MachineFault.Code.START_NOT_ALLOWED : MachineFault.Code.REFUSED);
            return new Answer(answer.path("sequence_id").asText(), refusal);
        }
    }
}
