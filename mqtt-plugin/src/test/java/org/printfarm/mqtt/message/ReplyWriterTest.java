package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;

class ReplyWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CommandResult DONE = new CommandResult.Done(MachineSettings.none());

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void versionListsTheBoardsOfEachModel(PrinterModel model) throws IOException {
        String serial = model.serialPrefix() + "00A000000001";
        PrinterIdentity identity = new PrinterIdentity(serial, model, "Bay", "01.09.00.00");
        Printer printer = TestPrinters.with("bay", identity, Loopback.of("127.0.0.1"));
        byte[] reply = ReplyWriter.version(new Request.Version(TextNode.valueOf("3")), printer);
        JsonNode info = JSON.readTree(reply).path("info");
        assertThat(info.path("result").textValue()).isEqualTo("success");
        List<String> names = info.path("module").findValuesAsText("name");
        assertThat(names).contains("ota", "mc", "th").containsAnyOf("esp32", "ap", "ap2");
        assertThat(names).doesNotHaveDuplicates().startsWith("ota");
        assertThat(info.at("/module/0/sw_ver").textValue()).isEqualTo("01.09.00.00");
        assertThat(info.at("/module/0/sn").textValue()).isEqualTo(serial);
        assertThat(info.at("/module/0/product_name").textValue()).isEqualTo("Bambu Lab " + model.displayName());
        assertThat(info.path("module").findValuesAsText("sn").stream()
                        .filter(sn -> !sn.equals("N/A") && !sn.equals(serial)))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(2);
        for (JsonNode module : info.path("module")) {
            assertThat(module.path("sw_ver").textValue()).isNotEmpty();
            assertThat(module.path("sn").textValue()).isNotEmpty();
            for (String field : List.of("sw_new_ver", "hw_ver", "flag", "product_name")) {
                assertThat(module.has(field)).as(field).isTrue();
            }
        }
    }

    @Test
    void sequenceNumberIsEchoedAsItCame() throws IOException {
        Request.Other text =
                new Request.Other(TextNode.valueOf("07"), "print", "pause", Command.PAUSE, JSON.createObjectNode());
        Request.Other number =
                new Request.Other(IntNode.valueOf(7), "print", "pause", Command.PAUSE, JSON.createObjectNode());
        Request.Other none =
                new Request.Other(MissingNode.getInstance(), "print", "pause", Command.PAUSE, JSON.createObjectNode());
        assertThat(JSON.readTree(ReplyWriter.answered(text, DONE)).at("/print/sequence_id"))
                .isEqualTo(TextNode.valueOf("07"));
        assertThat(JSON.readTree(ReplyWriter.answered(number, DONE)).at("/print/sequence_id"))
                .isEqualTo(IntNode.valueOf(7));
        assertThat(JSON.readTree(ReplyWriter.answered(none, DONE)).path("print").has("sequence_id"))
                .isFalse();
    }

    @Test
    void otherCommandsAreEchoedInTheirSectionWithFourSpaces() {
        Request.Other led =
                new Request.Other(TextNode.valueOf("1"), "system", "ledctrl", Command.LEDCTRL, JSON.createObjectNode());
        assertThat(new String(ReplyWriter.answered(led, DONE), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {
                            "system": {
                                "command": "ledctrl",
                                "sequence_id": "1",
                                "result": "success"
                            }
                        }""");
    }
}
