package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClientHelloTest {

    private static final ByteBuffer WHOLE = new Hello()
            .suites(0x1301, 0xC02B)
            .another(0, 17)
            .groups(0x001D, 0x0017)
            .schemes(0x0403, 0x0804)
            .versions(0x0304, 0x0303)
            .another(51, 38)
            .record();

    @Test
    void theListsAreReadWhereverTheyStand() {
        ClientHello hello = ClientHello.in(WHOLE.duplicate()).orElseThrow();

        assertThat(hello.offersSuite(0xC02B)).isTrue();
        assertThat(hello.offersSuite(0xC02C)).isFalse();
        assertThat(hello.offersGroup(0x0017)).isTrue();
        assertThat(hello.offersGroup(0x0018)).isFalse();
        assertThat(hello.offersScheme(0x0804)).isTrue();
        assertThat(hello.offersScheme(0x0401)).isFalse();
        assertThat(hello.offersVersion(0x0304)).isTrue();
        assertThat(hello.offersVersion(0x0302)).isFalse();
    }

    @Test
    void whatIsLeftOutIsNotOffered() {
        ClientHello hello = new Hello().suites(0x009D).read();

        assertThat(hello.offersSuite(0x009D)).isTrue();
        assertThat(hello.offersGroup(0x0017)).isFalse();
        assertThat(hello.offersScheme(0x0403)).isFalse();
        assertThat(hello.offersVersion(0x0304)).isFalse();
    }

    @Test
    void theBufferIsLeftAsItWasAndMayBeginAnywhere() {
        ByteBuffer larger = ByteBuffer.allocateDirect(WHOLE.limit() + 20);
        larger.position(7).put(WHOLE.duplicate()).position(7);

        assertThat(ClientHello.isIncomplete(larger)).isFalse();
        assertThat(ClientHello.in(larger)).isPresent();
        assertThat(larger.position()).isEqualTo(7);
        assertThat(larger.remaining()).isEqualTo(WHOLE.limit() + 13);
    }

    @Test
    void aBeginningIsIncompleteAndNeverRead() {
        for (int length = 0; length < WHOLE.limit(); length++) {
            ByteBuffer beginning = WHOLE.slice(0, length);

            assertThat(ClientHello.isIncomplete(beginning))
                    .as("%s bytes", length)
                    .isTrue();
            assertThat(ClientHello.in(beginning)).as("%s bytes", length).isEmpty();
        }
    }

    @Test
    void whatIsNoTlsIsCompleteAndNoHello() {
        ByteBuffer detect = ByteBuffer.wrap(new byte[] {(byte) 0xA5, (byte) 0xA5, 58, 0, '{', '}'});
        ByteBuffer endless = ByteBuffer.wrap(new byte[] {22, 3, 1, (byte) 0xFF, (byte) 0xFF, 1});

        assertThat(ClientHello.isIncomplete(detect)).isFalse();
        assertThat(ClientHello.in(detect)).isEmpty();
        assertThat(ClientHello.isIncomplete(endless)).isFalse();
        assertThat(ClientHello.in(endless)).isEmpty();
    }

    @Test
    void aMessageThatGoesOnInTheNextRecordIsNotUnderstood() {
        ByteBuffer split = ByteBuffer.allocate(WHOLE.limit());
        split.put(WHOLE.duplicate()).flip();
        split.putShort(3, (short) 60).limit(65);

        assertThat(ClientHello.isIncomplete(split)).isFalse();
        assertThat(ClientHello.in(split)).isEmpty();
    }

    @Test
    void nothingIsThrownWhateverTheBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[WHOLE.limit()];
            WHOLE.duplicate().get(bytes);
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            ClientHello.isIncomplete(ByteBuffer.wrap(bytes));
            ClientHello.in(ByteBuffer.wrap(bytes))
                    .ifPresent(hello -> KeyRule.kindFor(hello, org.printfarm.api.service.TlsVersions.TLS_1_2));
        }
    }
}
