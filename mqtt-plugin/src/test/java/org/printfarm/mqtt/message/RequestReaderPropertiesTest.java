package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class RequestReaderPropertiesTest {

    private static final int TRIES = 500;

    @Property(tries = TRIES)
    void anyBytesGiveAnAnswerAndNoException(@ForAll @Size(max = 400) byte[] bytes) {
        assertThat(RequestReader.read(bytes)).isNotNull();
    }

    @Property(tries = TRIES)
    void anyTextInAnyFieldGivesAnAnswerThatCanBeWritten(
            @ForAll("sections") String section,
            @ForAll @StringLength(max = 100) String command,
            @ForAll @StringLength(max = 100) String sequence) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.putObject(section).put("command", command).put("sequence_id", sequence);
        byte[] bytes = root.toString().getBytes(StandardCharsets.UTF_8);
        ReadResult result = RequestReader.read(bytes);
        if (result instanceof ReadResult.Understood understood) {
            understood.requests().forEach(request -> {
                if (request instanceof Request.Other other) {
                    assertThat(ReplyWriter.answered(other, new CommandResult.Done(MachineSettings.none())))
                            .isNotEmpty();
                }
            });
        }
    }

    @Property(tries = TRIES)
    void cuttingOrFlippingAPrintRequestNeverThrows(@ForAll int place, @ForAll byte with) {
        byte[] bytes = ("{\"print\":{\"command\":\"project_file\",\"url\":\"ftp:///a%20b.3mf\",\"md5\":\"\","
                        + "\"param\":\"Metadata/plate_1.gcode\",\"sequence_id\":\"1\",\"use_ams\":true}}")
                .getBytes(StandardCharsets.UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = with;
        assertThat(RequestReader.read(bytes)).isNotNull();
        byte[] cut = java.util.Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
        assertThat(RequestReader.read(cut)).isInstanceOf(ReadResult.Malformed.class);
    }

    @Property(tries = TRIES)
    void encodedNameComesBack(@ForAll("names") String name) {
        StringBuilder url = new StringBuilder("ftp:///");
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            url.append('%').append(String.format("%02X", octet));
        }
        assertThat(new FileNames().addUrl(url.toString()).all()).contains(name);
    }

    @Provide
    Arbitrary<String> sections() {
        return Arbitraries.of("print", "system", "info", "pushing", "security", "camera");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(' ', '%', '+', 'é', '木', '#', '?', '&')
                .ofMinLength(1)
                .ofMaxLength(60)
                .filter(name -> !name.isBlank());
    }
}
