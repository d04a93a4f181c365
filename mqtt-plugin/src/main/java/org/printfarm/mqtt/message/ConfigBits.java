package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings that the bits of {@code cfg} alone tell. They outlive a restart. Source of the places, and of the bits of
 * {@code fun} that say whether a model has the setting: what open slicers read.
 */
enum ConfigBits {
    /** Whether files that slicers send are kept on the storage: {@code print_cache_set}. */
    SENT_FILES(19, 1, 1, -1),
    /** What an open door does: 0 nothing, 1 a warning, 2 a pause: {@code set_door_stat}. */
    OPEN_DOOR(20, 2, 2, 12),
    /** Whether heaters are switched off after a while of rest: {@code set_against_continued_heating_mode}. */
    IDLE_HEATING(32, 2, 1, 62);

    private static final int HEX = 16;

    private final int place;
    private final int width;
    private final int max;
    private final int funBit;

    ConfigBits(int place, int width, int max, int funBit) {
        this.place = place;
        this.width = width;
        this.max = max;
        this.funBit = funBit;
    }

    /** Sets it; empty when the model has it not or the value is none of its. */
    Optional<MachineSettings> set(MachineSettings now, JsonNode sent, ModelTable table) {
        OptionalInt value = CommandHandler.flag(sent)
                .map(on -> OptionalInt.of(on ? 1 : 0))
                .orElseGet(() -> CommandHandler.number(sent));
        boolean sound = value.isPresent() && value.getAsInt() >= 0 && value.getAsInt() <= max;
        return sound && isKnown(table)
                ? Optional.of(now.withKept(MachineSettings.config(this, value.getAsInt())))
                : Optional.empty();
    }

    /** The same bits with what was set. */
    BigInteger shown(BigInteger bits, MachineSettings settings) {
        OptionalInt set = settings.config(this);
        return set.isPresent() ? CfgBits.number(bits, place, width, set.getAsInt()) : bits;
    }

    private boolean isKnown(ModelTable table) {
        JsonNode report = table.report();
        return report.has("cfg")
                && (funBit < 0 || new BigInteger(report.path("fun").asText("0"), HEX).testBit(funBit));
    }
}
