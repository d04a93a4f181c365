package org.printfarm.ssdp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.ssdp.message.NoticeReader.Notice;

class NoticeReaderTest {

    private static final Announced PRINTER =
            new Announced("01P00A000000007", "C12", "Bay 7", "01.09.00.00", "192.0.2.7");

    @Test
    void whatIsWrittenIsRead() {
        assertThat(NoticeReader.read(ByteBuffer.wrap(DatagramWriter.alive(PRINTER))))
                .hasValue(new Notice("01P00A000000007", "192.0.2.7", false));
        assertThat(NoticeReader.read(ByteBuffer.wrap(DatagramWriter.byebye(PRINTER))))
                .hasValue(new Notice("01P00A000000007", "", true));
        assertThat(NoticeReader.read(ByteBuffer.wrap(DatagramWriter.answer(PRINTER))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NOTIFY * HTTP/1.1",
                "NOTIFY * HTTP/1.1\r\nNT: urn:other\r\nUSN: x\r\n\r\n",
                "NOTIFY * HTTP/1.1\r\nNT: urn:bambulab-com:device:3dprinter:1\r\nUSN:\r\n\r\n",
                "NOTIFY * HTTP/1.1\r\nNT: urn:bambulab-com:device:3dprinter:1\r\n\r\nUSN: x\r\n",
                "M-SEARCH * HTTP/1.1\r\nNT: urn:bambulab-com:device:3dprinter:1\r\nUSN: x\r\n\r\n"
            })
    void everythingElseIsNone(String text) {
        assertThat(NoticeReader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    @Test
    void namesInUpperOrLowerCaseAndBareLineFeedsAreUnderstood() {
        String text = "notify * http/1.1\nnt: URN:BambuLab-com:device:3dprinter:1\nusn: A\nnts: SSDP:byebye";
        assertThat(NoticeReader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))))
                .hasValue(new Notice("A", "", true));
        byte[] tooLong = new byte[DatagramWriter.MAX_BYTES + 1];
        assertThat(NoticeReader.read(ByteBuffer.wrap(tooLong))).isEmpty();
    }
}
