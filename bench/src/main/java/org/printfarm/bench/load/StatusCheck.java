package org.printfarm.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Judges the status messages of one subscription: its own topic, a full status, none left out. One thread. */
final class StatusCheck {

    /** What a message is. */
    enum Finding {
        RIGHT,
        /** Another printer's topic, no JSON, or no status. */
        WRONG,
        /** Right, but some before it never came. */
        AFTER_A_GAP
    }

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final String topic;
    private long last = -1;

    StatusCheck(String topic) {
        this.topic = topic;
    }

    Finding check(String messageTopic, byte[] payload) {
        if (!messageTopic.equals(topic)) {
            return Finding.WRONG;
        }
        JsonNode print;
        try {
            print = JSON.readTree(payload).path("print");
        } catch (IOException malformed) {
            return Finding.WRONG;
        }
        if (!print.path("command").asText().equals("push_status")
                || !print.has("nozzle_temper")
                || !print.path("sequence_id").isTextual()) {
            return Finding.WRONG;
        }
        long before = last;
        last = print.path("sequence_id").asLong(-1);
        if (last < 0) {
            return Finding.WRONG;
        }
        return before >= 0 && last != before + 1 ? Finding.AFTER_A_GAP : Finding.RIGHT;
    }
}
