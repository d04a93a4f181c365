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
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.mqtt.model.VersionReport;

class ReplyWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void versionListsTheBoardsOfEachModel(PrinterModel model) throws IOException {
        String serial = model.serialPrefix() + "00A000000001";
        PrinterIdentity identity = new PrinterIdentity(serial, model, "Bay", "01.09.00.00");
        byte[] reply = ReplyWriter.version(new Request.Version(TextNode.valueOf("3")), VersionReport.of(identity));
        JsonNode info = JSON.readTree(reply).path("info");
        assertThat(info.path("result").textValue()).isEqualTo("success");
        List<String> names = info.path("module").findValuesAsText("name");
        assertThat(names).contains("ota", "mc", "th").containsAnyOf("esp32", "rv1126");
        for (JsonNode module : info.path("module")) {
            assertThat(module.path("sw_ver").textValue()).isEqualTo("01.09.00.00");
            assertThat(module.path("sn").textValue()).isEqualTo(serial);
            assertThat(module.path("product_name").textValue()).isEqualTo(model.productName());
            for (String field : List.of("sw_new_ver", "hw_ver", "flag")) {
                assertThat(module.has(field)).as(field).isTrue();
            }
        }
    }

    @Test
    void sequenceNumberIsEchoedAsItCame() throws IOException {
        Request.Other text = new Request.Other(TextNode.valueOf("07"), "print", "pause", Command.PAUSE);
        Request.Other number = new Request.Other(IntNode.valueOf(7), "print", "pause", Command.PAUSE);
        Request.Other none = new Request.Other(MissingNode.getInstance(), "print", "pause", Command.PAUSE);
        assertThat(JSON.readTree(ReplyWriter.acknowledged(text)).at("/print/sequence_id"))
                .isEqualTo(TextNode.valueOf("07"));
        assertThat(JSON.readTree(ReplyWriter.acknowledged(number)).at("/print/sequence_id"))
                .isEqualTo(IntNode.valueOf(7));
        assertThat(JSON.readTree(ReplyWriter.acknowledged(none)).path("print").has("sequence_id"))
                .isFalse();
    }

    @Test
    void otherCommandsAreEchoedInTheirSectionWithFourSpaces() {
        Request.Other led = new Request.Other(TextNode.valueOf("1"), "system", "ledctrl", Command.LEDCTRL);
        assertThat(new String(ReplyWriter.acknowledged(led), StandardCharsets.UTF_8))
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
