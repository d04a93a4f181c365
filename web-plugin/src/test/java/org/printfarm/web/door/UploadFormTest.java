package org.printfarm.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmUpload;

/** A form is the same however it is cut, and what is none leaves nothing. */
final class UploadFormTest {

    private static final String BOUNDARY = "------------------------d74496d66958873e";
    /** Looks like the end of a part more than once. */
    private static final String CONTENT = "PK\3\4\r\n--" + BOUNDARY.substring(1) + "\r\n\0\r\n--\r\n";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> seen = new ArrayList<>();

    private static String form(String fileHeader) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"print\"\r\n\r\ntrue\r\n"
                + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n\r\n"
                + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; " + fileHeader
                + "\r\nContent-Type: application/octet-stream\r\n\r\n" + CONTENT + "\r\n"
                + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"plateindex\"\r\n"
                + "Content-Type: text/plain\r\n\r\n 2 \r\n"
                + "--" + BOUNDARY + "--\r\n";
    }

    private UploadForm form() {
        seen.clear();
        written.reset();
        return new UploadForm(BOUNDARY, name -> {
            seen.add(name);
            return new Taken();
        });
    }

    @Test
    void aFormIsTheSameHoweverItIsCut() throws FarmCallException {
        byte[] bytes = form("filename=\"cube.gcode.3mf\"").getBytes(StandardCharsets.ISO_8859_1);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second += 7) {
                try (UploadForm form = form()) {
                    form.take(ByteBuffer.wrap(bytes, 0, first), false);
                    form.take(ByteBuffer.wrap(bytes, first, second - first), false);
                    form.take(ByteBuffer.wrap(bytes, second, bytes.length - second), true);
                    form.file();
                    assertThat(form.field("print")).contains("true");
                    assertThat(form.field("path")).isEmpty();
                    assertThat(form.field("plateindex")).contains("2");
                    assertThat(form.fileName()).isEqualTo("cube.gcode.3mf");
                }
                assertThat(written.toString(StandardCharsets.ISO_8859_1)).isEqualTo(CONTENT);
                assertThat(seen).containsExactly("cube.gcode.3mf", "closed");
            }
        }
    }

    @Test
    void aFormThatEndsTooEarlyIsNone() {
        byte[] bytes = form("filename=\"cube.gcode.3mf\"").getBytes(StandardCharsets.ISO_8859_1);
        for (int end = 0; end < bytes.length - 2; end++) {
            int length = end;
            try (UploadForm form = form()) {
                assertThatThrownBy(() -> form.take(ByteBuffer.wrap(bytes, 0, length), true))
                        .as("%d bytes", length)
                        .isInstanceOf(FarmCallException.class)
                        .hasMessage("the form is not whole");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filename=\"cube.gcode.3mf\" | cube.gcode.3mf",
                "filename=\"a \\\"b\\\".3mf\" | a \"b\".3mf",
                "filename=\"W\u00fcrfel.3mf\" | W\u00fcrfel.3mf",
                "filename=\"../../etc/cube.3mf\" | cube.3mf",
                "filename=\"C:\\\\parts\\\\cube.3mf\" | cube.3mf",
                "filename=cube.3mf | cube.3mf",
                "filename=\"x\"; filename*=utf-8''20mm-%C3%BC+1.3mf | 20mm-\u00fc+1.3mf",
            })
    void theNameOfTheFileComesAsItIsWithoutFolders(String header, String name) throws FarmCallException {
        try (UploadForm form = form()) {
            form.take(ByteBuffer.wrap(form(header).getBytes(StandardCharsets.UTF_8)), true);
            assertThat(form.fileName()).isEqualTo(name);
        }
    }

    @Test
    void moreThanAFormHasIsRefused() {
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        refused(part + "x".repeat(2_000) + "\r\n--" + BOUNDARY + "--\r\n", "a field of the form is too long");
        refused((part + "x\r\n").repeat(40) + "--" + BOUNDARY + "--\r\n", "the form is not whole");
        refused("--" + BOUNDARY + "\r\nA: " + "x".repeat(10_000), "the form is not whole");
        String file = form("filename=\"a.3mf\"");
        refused(
                file.substring(0, file.length() - 4) + file.substring(2 + BOUNDARY.length()),
                "there are two files in the form");
        refused("no form at all", "the form is not whole");
    }

    private void refused(String text, String words) {
        try (UploadForm form = form()) {
            assertThatThrownBy(() -> form.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true))
                    .isInstanceOf(FarmCallException.class)
                    .hasMessage(words);
        }
    }

    private final class Taken implements FarmUpload {
        @Override
        public void write(ByteBuffer data) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            written.writeBytes(piece);
        }

        @Override
        public String store() {
            return "1";
        }

        @Override
        public String print(OptionalInt plate) {
            return "1";
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }
}
