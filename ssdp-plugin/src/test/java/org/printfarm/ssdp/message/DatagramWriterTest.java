package org.printfarm.ssdp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;

/** What goes over the wire, byte by byte. */
class DatagramWriterTest {

    private static final Announced BAY_1 =
            new Announced("01P00A391800001", "C12", "Bay 1", "01.09.00.00", "192.168.1.51");
    private static final Announced KITCHEN =
            new Announced("03000A391800002", "N1", "Küche 打印机 🖨", "01.04.00.00", "192.168.1.52");

    @Test
    void announcementIsExactlyTheCapturedOne() {
        assertThat(DatagramWriter.alive(BAY_1)).isEqualTo(Datagrams.read("alive"));
    }

    @Test
    void namesBeyondAsciiPassAsUtf8() {
        assertThat(DatagramWriter.alive(KITCHEN)).isEqualTo(Datagrams.read("alive-utf8"));
    }

    @Test
    void farewellIsExact() {
        assertThat(DatagramWriter.byebye(BAY_1)).isEqualTo(Datagrams.read("byebye"));
    }

    @Test
    void answerIsExact() {
        assertThat(DatagramWriter.answer(BAY_1)).isEqualTo(Datagrams.read("answer"));
    }

    @Test
    void everyModelIsAnnouncedByItsWireCode() {
        for (PrinterModel model : PrinterModel.values()) {
            PrinterIdentity identity =
                    new PrinterIdentity(model.serialPrefix() + "00A391800001", model, "Bay 1", "01.09.00.00");
            Printer printer = TestPrinters.with("bay-1", identity, Loopback.of("127.0.0.11"));
            assertThat(text(DatagramWriter.alive(Announced.of(printer))))
                    .contains("\r\nDevModel.bambu.com: " + model.wireCode() + "\r\n")
                    .contains("\r\nUSN: " + identity.serial() + "\r\n")
                    .contains("\r\nLocation: 127.0.0.11\r\n");
        }
    }

    @Test
    void nameThatTriesToAddHeadersStaysOneValue() {
        Announced hostile = new Announced(
                "01P00A391800001", "C12", "x\r\nLocation: 6.6.6.6\r\n\r\n\n\u0085\u2028y", "01.09.00.00", "127.0.0.1");
        assertThat(text(DatagramWriter.alive(hostile)))
                .contains("\r\nDevName.bambu.com: x??Location: 6.6.6.6???????y\r\n")
                .containsOnlyOnce("\r\nLocation:");
    }

    @Property(tries = 100)
    void noTextBreaksTheLines(@ForAll("anyText") String name, @ForAll("anyText") String serial) throws Exception {
        Announced any = new Announced(serial, "C12", name, "01.09.00.00", "192.168.1.51");
        assertKeepsShape(DatagramWriter.alive(any), DatagramWriter.alive(BAY_1));
        assertKeepsShape(DatagramWriter.answer(any), DatagramWriter.answer(BAY_1));
        assertKeepsShape(DatagramWriter.byebye(any), DatagramWriter.byebye(BAY_1));
    }

    @Property(tries = 150)
    void everyNameThatAnIdentityAllowsArrivesUnchanged(@ForAll("anyText") String text) {
        String name = text.length() > PrinterIdentity.MAX_NAME_LENGTH
                ? text.substring(0, PrinterIdentity.MAX_NAME_LENGTH)
                : text;
        if (PrinterIdentity.isName(name)) {
            Announced any = new Announced("01P00A391800001", "C12", name, "01.09.00.00", "192.168.1.51");
            assertThat(text(DatagramWriter.alive(any))).contains("\r\nDevName.bambu.com: " + name + "\r\n");
        }
    }

    @Test
    void fiveOfTheLongestValuesStayBelowTheLimit() {
        String widest = "\u20ac".repeat(5000);
        assertThat(DatagramWriter.alive(new Announced(widest, widest, widest, widest, widest)).length)
                .isLessThanOrEqualTo(DatagramWriter.MAX_BYTES);
    }

    @Provide
    static Arbitrary<String> anyText() {
        Arbitrary<Character> hostile =
                Arbitraries.of('\r', '\n', '\0', '\u0085', '\u2028', '\u2029', '\ud83d', '\udda8', ':', ' ');
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("abc äß").all().ofMaxLength(300),
                hostile.list().ofMaxSize(40).map(DatagramWriterTest::join),
                Arbitraries.strings().ascii().ofMaxLength(64),
                Arbitraries.strings().all().ofMaxLength(64));
    }

    private static String join(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    private static void assertKeepsShape(byte[] datagram, byte[] model) throws CharacterCodingException {
        assertThat(datagram.length).isLessThanOrEqualTo(DatagramWriter.MAX_BYTES);
        // Strict: fails on bytes that are not UTF-8.
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(datagram))
                .toString();
        assertThat(names(text)).isEqualTo(names(text(model)));
        assertThat(text.replace("\r\n", "").codePoints())
                .noneMatch(each -> Character.getType(each) == Character.CONTROL);
    }

    private static List<String> names(String text) {
        Function<String, String> name = line -> line.contains(": ") ? line.substring(0, line.indexOf(": ")) : line;
        return Arrays.stream(text.split("\\R", -1)).map(name).toList();
    }

    private static String text(byte[] datagram) {
        return new String(datagram, StandardCharsets.UTF_8);
    }
}
