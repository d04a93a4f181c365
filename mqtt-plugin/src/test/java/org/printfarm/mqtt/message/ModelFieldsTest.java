package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.Loadout;
import org.printfarm.api.Nozzle;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.settings.Secret;
import org.printfarm.mqtt.model.StatusReport;

/** Every field of every model's report, down to the last, and every board, against what captured reports have. */
class ModelFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void everyModelHasTheNamesAndTypesOfItsTableAndNoOther(PrinterModel model) throws IOException {
        Map<String, String> shown = new TreeMap<>();
        StatusReport report = StatusReport.of(printer(model), new PrintStatus(PrintPhase.IDLE, Optional.empty(), 1, 2));
        flatten("", JSON.readTree(StatusText.of(report).numbered(1, 1)).path("print"), shown);
        assertThat(shown).isEqualTo(wanted("model-fields.txt", model));
    }

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void everyModelHasTheBoardsOfItsTable(PrinterModel model) throws IOException {
        Map<String, String> boards = new TreeMap<>();
        byte[] reply = ReplyWriter.version(new Request.Version(JSON.readTree("1")), printer(model));
        for (JsonNode board : JSON.readTree(reply).at("/info/module")) {
            boards.put(board.path("name").textValue(), board.path("hw_ver").textValue());
            assertThat(List.of(
                            board.path("product_name"),
                            board.path("sw_ver"),
                            board.path("sw_new_ver"),
                            board.path("sn")))
                    .allMatch(JsonNode::isTextual);
            assertThat(board.path("flag").isInt()).isTrue();
            assertThat(board.path("sw_ver").textValue()).isNotEmpty();
            assertThat(board.path("sn").textValue()).isNotEmpty();
        }
        assertThat(boards).isEqualTo(wanted("model-boards.txt", model));
    }

    /** Lines of a name, a value and the models that have it; a line with = names a group of models. */
    private static Map<String, String> wanted(String file, PrinterModel model) throws IOException {
        Map<String, List<String>> groups = new HashMap<>();
        Map<String, String> wanted = new TreeMap<>();
        for (String line : lines(file)) {
            List<String> words = Arrays.asList(line.split(" "));
            List<String> models = new ArrayList<>();
            words.subList(2, words.size()).forEach(word -> models.addAll(groups.getOrDefault(word, List.of(word))));
            if (words.get(1).equals("=")) {
                groups.put(words.get(0), models);
            } else if (models.contains(model.name())) {
                wanted.put(words.get(0), words.get(1));
            }
        }
        return wanted;
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = ModelFieldsTest.class.getResourceAsStream(file)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static void flatten(String path, JsonNode value, Map<String, String> shown) {
        if (!path.isEmpty()) {
            shown.put(path, type(value));
        }
        String start = path.isEmpty() ? "" : path + ".";
        value.properties().forEach(field -> flatten(start + field.getKey(), field.getValue(), shown));
        if (value.isArray()) {
            value.forEach(element -> flatten(path + "[]", element, shown));
        }
    }

    private static String type(JsonNode value) {
        if (value.isNumber()) {
            return "number";
        }
        return value.isTextual() ? "text" : value.isBoolean() ? "switch" : value.isArray() ? "list" : "object";
    }

    private static Printer printer(PrinterModel model) {
        PrinterIdentity identity =
                new PrinterIdentity(model.serialPrefix() + "00A000000001", model, "Bay", "01.09.00.00");
        Optional<Spool> pla = Optional.of(Spool.GENERIC_PLA);
        Loadout loadout = new Loadout(
                Collections.nCopies(model.nozzles(), Nozzle.STANDARD),
                Collections.nCopies(model.nozzles(), Spool.GENERIC_PLA),
                List.of(new Loadout.Ams(List.of(pla, Optional.empty(), Optional.empty(), Optional.empty()))));
        return new Printer(
                "bay",
                identity,
                Loopback.of("127.0.0.1"),
                Loopback.of("127.0.0.1"),
                Secret.of(TestPrinters.ACCESS_CODE),
                loadout);
    }
}
