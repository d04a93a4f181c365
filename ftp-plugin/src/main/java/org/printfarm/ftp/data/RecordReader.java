package org.printfarm.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * Reads the TLS records of one data connection and decrypts them as long as there is room for their text; what there is none
 * for is kept. On the loop's thread only.
 */
final class RecordReader {

    private static final byte[] NOTHING = new byte[0];

    /** Who wants the text. */
    interface Receiver {
        /** Where text goes; null when none can be taken now. */
        @Nullable
        ByteBuffer room();

        /** There was no room: nothing is read until there is. False, for no step follows. */
        boolean pause();

        /** A step is done; true when another one can follow at once. */
        boolean onStep(TlsPipe.Progress progress, ByteBuffer room) throws IOException;
    }

    private final DataLoop loop;
    private final ReadableByteChannel channel;
    private final TlsPipe tls;
    private final Receiver receiver;
    private byte[] unread = NOTHING;
    private boolean streamEnded;
    private boolean ended;
    private boolean busy;

    RecordReader(DataLoop loop, ReadableByteChannel channel, TlsPipe tls, Receiver receiver) {
        this.loop = loop;
        this.channel = channel;
        this.tls = tls;
        this.receiver = receiver;
    }

    /**
     * Reads what has come, not much more than there is room for.
     *
     * @return true when bytes came
     */
    boolean read() throws IOException {
        ByteBuffer room = receiver.room();
        if (room == null) {
            return receiver.pause();
        }
        int most = Math.max(Math.max(room.remaining(), TlsPipe.MAX_RECORD_BYTES), unread.length + 1);
        ByteBuffer cipherText = restored();
        cipherText.limit(Math.min(cipherText.capacity(), most));
        int count = channel.read(cipherText);
        streamEnded = count < 0;
        decrypt(cipherText.flip());
        return count > 0;
    }

    /** Goes on with what was kept: there is room again. Does nothing while a step is under way, which goes on by itself. */
    void readOn() throws IOException {
        if (!busy && (unread.length > 0 || streamEnded || tls.mayHoldText())) {
            decrypt(restored().flip());
        }
    }

    private ByteBuffer restored() {
        ByteBuffer cipherText = loop.cipherText().put(unread);
        unread = NOTHING;
        return cipherText;
    }

    private void decrypt(ByteBuffer cipherText) throws IOException {
        busy = true;
        try {
            boolean more = true;
            while (more && !ended) {
                ByteBuffer room = receiver.room();
                more = room == null ? receiver.pause() : receiver.onStep(tls.decrypt(cipherText, room), room);
            }
        } finally {
            busy = false;
        }
        if (cipherText.hasRemaining() && !ended) {
            unread = new byte[cipherText.remaining()];
            cipherText.get(unread);
        }
    }

    /** Whether the client has ended its stream, properly or not. */
    boolean isStreamEnded() {
        return streamEnded;
    }

    /** Nothing is of interest any more: what was kept is forgotten. */
    void end() {
        ended = true;
        unread = NOTHING;
    }

    boolean isEnded() {
        return ended;
    }
}
