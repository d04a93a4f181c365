package org.printfarm.ssdp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which datagrams are searches for printers. */
class SearchReaderTest {

    private static final String URN = DatagramWriter.PRINTER_URN;

    @ParameterizedTest
    @ValueSource(strings = {"search-urn", "search-all", "search-lower-case-lf"})
    void searchForPrintersIsRecognised(String file) {
        assertThat(asks(Datagrams.read(file))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"search-other", "alive", "alive-utf8", "byebye", "answer"})
    void everythingElseIsSilence(String file) {
        assertThat(asks(Datagrams.read(file))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "M-SEARCH * HTTP/1.1\r\nST: " + URN,
                "M-SEARCH * HTTP/1.1\nST:" + URN + "\n\n",
                "  m-SeArCh   *   HtTp/1.0  \r\n  sT  :  ssdp:ALL  \r\n\r\n",
                "M-SEARCH * HTTP/1.1\r\ngarbage without colon\r\n: no name\r\nST: ssdp:all\r\n\r\n",
                "M-SEARCH * HTTP/1.1\r\nX: \u00ff\u0000\r\nST: ssdp:all\r\n\r\nbody",
            })
    void toleratesWhatClientsGetWrong(String text) {
        assertThat(asks(text.getBytes(StandardCharsets.ISO_8859_1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n\r\n",
                "M-SEARCH",
                "M-SEARCH * HTTP/1.1",
                "M-SEARCH * HTTP/1.1\r\n\r\nST: ssdp:all\r\n",
                "M-SEARCH * HTTP/1.1\r\nST: ssdp:all2\r\n\r\n",
                "M-SEARCH * HTTP/1.1\r\nST: upnp:rootdevice\r\nST: ssdp:all\r\n\r\n",
                "M-SEARCH * HTTP/1.1\r\nXST: ssdp:all\r\n\r\n",
                "M-SEARCH * GOPHER\r\nST: ssdp:all\r\n\r\n",
                "XM-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n",
                "NOTIFY * HTTP/1.1\r\nST: ssdp:all\r\n\r\n",
            })
    void nearMissesAreSilence(String text) {
        assertThat(asks(text.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    }

    @Test
    void tooLongIsSilenceEvenIfItIsASearch() {
        byte[] search = Datagrams.read("search-all");
        byte[] padded = new byte[DatagramWriter.MAX_BYTES + 1];
        System.arraycopy(search, 0, padded, 0, search.length);
        assertThat(asks(padded)).isFalse();
        ByteBuffer fitting = ByteBuffer.wrap(padded, 0, DatagramWriter.MAX_BYTES);
        assertThat(SearchReader.asksForPrinters(fitting)).isTrue();
    }

    @Test
    void leavesTheBufferAsItIs() {
        ByteBuffer datagram = ByteBuffer.wrap(Datagrams.read("search-all"));
        int before = datagram.remaining();
        SearchReader.asksForPrinters(datagram);
        assertThat(datagram.remaining()).isEqualTo(before);
    }

    @Property(tries = 100)
    void noBytesMakeItThrow(@ForAll byte[] bytes) {
        assertThatCode(() -> asks(bytes)).doesNotThrowAnyException();
    }

    @Property(tries = 100)
    void orderOfHeadersDoesNotMatter(@ForAll("headers") List<String> headers) {
        String text = "M-SEARCH * HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        assertThat(asks(text.getBytes(StandardCharsets.US_ASCII))).isTrue();
    }

    @Property(tries = 150)
    void flippedByteNeverThrows(@ForAll int position, @ForAll byte value) {
        byte[] search = Datagrams.read("search-urn");
        search[Math.floorMod(position, search.length)] = value;
        assertThatCode(() -> asks(search)).doesNotThrowAnyException();
    }

    @Provide
    static Arbitrary<List<String>> headers() {
        return Arbitraries.shuffle(
                "ST: " + URN, "MAN: \"ssdp:discover\"", "MX: 1", "HOST: 239.255.255.250:1990", "X: y");
    }

    private static boolean asks(byte[] datagram) {
        return SearchReader.asksForPrinters(ByteBuffer.wrap(datagram));
    }
}
