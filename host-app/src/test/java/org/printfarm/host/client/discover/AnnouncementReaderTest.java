package org.printfarm.host.client.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.host.text.SafeText;

/** What is read from the network. */
class AnnouncementReaderTest {

    private static final String URN = "urn:bambulab-com:device:3dprinter:1";

    @Test
    void announcementIsRead() {
        assertThat(read(Said.alive("01P00A391800001", "C12", "Küche 打印机", "192.168.1.51")))
                .contains(
                        new Announcement(false, "01P00A391800001", "Küche 打印机", "C12", "192.168.1.51", "01.09.00.00"));
    }

    @Test
    void answerIsReadLikeAnAnnouncement() {
        String answer = Said.alive("01P00A391800001", "C12", "Bay 1", "192.168.1.51")
                .replace("NOTIFY * HTTP/1.1", "HTTP/1.1 200 OK")
                .replace("NT: ", "ST: ")
                .replace("NTS: ssdp:alive\r\n", "");
        assertThat(read(answer)).map(Announcement::serial).contains("01P00A391800001");
    }

    @Test
    void farewellNeedsNoModel() {
        assertThat(read(Said.byebye("01P00A391800001"))).hasValueSatisfying(said -> {
            assertThat(said.leaving()).isTrue();
            assertThat(said.serial()).isEqualTo("01P00A391800001");
        });
    }

    @Test
    void otherSpellingAndLineEndsAreTolerated() {
        assertThat(read("notify * http/1.1\ndevmodel.BAMBU.com:C12\nUsn :  01P00A391800001  \nnt:" + URN + "\n"))
                .contains(new Announcement(false, "01P00A391800001", "", "C12", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "NOTIFY * HTTP/1.1",
                "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nDevModel.bambu.com: C12\r\n\r\n",
                "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nUSN: 01P00A391800001\r\n\r\n",
                "NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\nUSN: x\r\nDevModel.bambu.com: C12\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nST: " + URN + "\r\nUSN: x\r\nDevModel.bambu.com: C12\r\n\r\n",
                "M-SEARCH * HTTP/1.1\r\nST: " + URN + "\r\nUSN: x\r\nDevModel.bambu.com: C12\r\n\r\n",
            })
    void everythingElseIsNoPrinter(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void controlCharactersCannotReachTheTerminal() {
        Announcement said = read(Said.alive(
                        "01P\u0007", "C12\u001b[2J", "a\u001b]0;x\u0007\u202eb\u009b", "1.2.3.4\r6"))
                .orElseThrow();
        assertThat(said.toString().codePoints())
                .noneMatch(each ->
                        Character.getType(each) == Character.CONTROL || Character.getType(each) == Character.FORMAT);
        assertThat(said.name()).isEqualTo("a\\u001b]0;x\\u0007\\u202eb\\u009b");
    }

    @Test
    void longTextsAreCutAndTooLongDatagramsIgnored() {
        assertThat(read(Said.alive("S", "C12", "n".repeat(3000), "1.2.3.4"))
                        .orElseThrow()
                        .name())
                .hasSize(SafeText.NAME_LENGTH);
        assertThat(read(Said.alive("S", "C12", "n".repeat(5000), "1.2.3.4"))).isEmpty();
    }

    @Property(tries = 200)
    void noBytesMakeItThrow(@ForAll byte[] bytes) {
        assertThat(AnnouncementReader.read(ByteBuffer.wrap(bytes))).isEmpty();
    }

    @Property(tries = 200)
    void whateverANameHoldsWhatIsShownIsHarmless(@ForAll String name) {
        assertThat(SafeText.name(name).codePoints())
                .noneMatch(each -> Character.getType(each) == Character.CONTROL
                        || Character.getType(each) == Character.FORMAT
                        || Character.getType(each) == Character.SURROGATE);
    }

    private static Optional<Announcement> read(String text) {
        return AnnouncementReader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
