package org.printfarm.host.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.host.dispatch.match.Requirements.Filament;

/** What people want to print with, as it is kept and as they write it. */
final class Wishes {

    /** {@code 1=PLA:FF0000:GFL99}, the channel counted from 1; material, colour and preset may be left open. */
    private static final Pattern WRITTEN =
            Pattern.compile("([1-9][0-9]?)=([A-Za-z0-9+ -]{0,20})(?::#?([0-9A-Fa-f]{6})?)?(?::([A-Za-z0-9]{1,16}))?");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEX = 16;

    private Wishes() {}

    /** As it is kept: by the channel's number from 0; empty when there is none. */
    static Optional<String> json(Map<Integer, Filament> wishes) {
        ObjectNode all = JSON.createObjectNode();
        new TreeMap<>(wishes).forEach((channel, filament) -> {
            ObjectNode one = all.putObject(channel.toString()).put("material", filament.material());
            filament.colour().ifPresent(colour -> one.put("colour", String.format(Locale.ROOT, "%06X", colour)));
            filament.preset().ifPresent(preset -> one.put("preset", preset));
        });
        return all.isEmpty() ? Optional.empty() : Optional.of(all.toString());
    }

    /** What was kept. */
    static Map<Integer, Filament> of(String json) {
        Map<Integer, Filament> wishes = new HashMap<>();
        try {
            JsonNode all = JSON.readTree(json);
            all.properties().forEach(field -> {
                JsonNode one = field.getValue();
                wishes.put(
                        Integer.valueOf(field.getKey()),
                        new Filament(
                                one.path("material").asText(""),
                                one.has("colour")
                                        ? OptionalInt.of(Integer.parseInt(
                                                one.path("colour").asText(), HEX))
                                        : OptionalInt.empty(),
                                Optional.ofNullable(one.path("preset").textValue())));
            });
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new IllegalStateException("wishes that are none of ours");
        }
        return wishes;
    }

    /**
     * As a person writes them.
     *
     * @param text {@code 1=PLA:FF0000:GFL99}, several with spaces between
     * @throws DispatchException when it is none
     */
    static Map<Integer, Filament> read(String text) throws DispatchException {
        Map<Integer, Filament> wishes = new HashMap<>();
        for (String one : text.strip().split("\\s+", -1)) {
            Matcher parts = WRITTEN.matcher(one);
            if (!parts.matches()) {
                throw new DispatchException(
                        "expected a filament as 1=PLA:FF0000:GFL99: the filament's number in the file,"
                                + " its material, its colour, its preset; colour and preset may be left out");
            }
            wishes.put(
                    Integer.parseInt(parts.group(1)) - 1,
                    new Filament(
                            parts.group(2).toUpperCase(Locale.ROOT),
                            parts.group(3) == null
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(Integer.parseInt(parts.group(3), HEX)),
                            Optional.ofNullable(parts.group(4))));
        }
        return wishes;
    }
}
