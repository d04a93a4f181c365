package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records over reads, however they are cut; a record here is two bytes of length and as many of text. */
class RecordJointTest {

    private static final int RECORDS = 40;
    private static final int MAX_TEXT = 16_384;

    private final Random random = new Random(7);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final RecordJoint joint = new RecordJoint();
    private boolean waiting;

    private ByteBuffer records() {
        ByteBuffer all = ByteBuffer.allocate(RECORDS * (2 + MAX_TEXT));
        for (int i = 0; i < RECORDS; i++) {
            byte[] text = new byte[1 + random.nextInt(i % 2 == 0 ? 20 : MAX_TEXT)];
            random.nextBytes(text);
            all.putShort((short) text.length).put(text);
            sent.writeBytes(text);
        }
        return all.flip();
    }

    private void decrypt(ByteBuffer cipherText) {
        while (!waiting && cipherText.remaining() >= 2) {
            int length = cipherText.getShort(cipherText.position());
            if (cipherText.remaining() < 2 + length) {
                return;
            }
            byte[] text = new byte[length];
            cipherText.position(cipherText.position() + 2).get(text);
            got.writeBytes(text);
        }
    }

    private void feed(ByteBuffer all, int most) throws IOException {
        while (all.hasRemaining()) {
            byte[] part = new byte[Math.min(all.remaining(), 1 + random.nextInt(most))];
            all.get(part);
            joint.feed(ByteBuffer.wrap(part), this::decrypt);
        }
    }

    @Test
    void recordsComeOutWholeAndInOrder() throws Exception {
        for (int most : new int[] {3, 100, 20_000, 300_000}) {
            feed(records(), most);
            assertThat(got.toByteArray()).isEqualTo(sent.toByteArray());
        }
    }

    @Test
    void whatNobodyTakesYetIsKept() throws Exception {
        waiting = true;
        feed(records(), 50_000);
        assertThat(got.size()).isZero();
        waiting = false;
        joint.goOn(this::decrypt);
        feed(records(), 50_000);
        assertThat(got.toByteArray()).isEqualTo(sent.toByteArray());
    }
}
