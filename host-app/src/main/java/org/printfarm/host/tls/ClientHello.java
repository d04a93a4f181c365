package org.printfarm.host.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a client offers in its first message, as far as it decides on the kind of key (RFC 8446, section 4.1.2; RFC 5246,
 * section 7.4.1.2). Lists of 16-bit numbers; one that the client left out is empty. Reads its record and keeps nothing else.
 */
record ClientHello(ByteBuffer suites, ByteBuffer groups, ByteBuffer schemes, ByteBuffer versions) {

    /** The header of a record: type, version, length. Bytes. */
    static final int RECORD_HEADER_BYTES = 5;

    /** More than any record in the clear may have, bytes: RFC 8446, section 5.1. */
    private static final int MAX_RECORD_BYTES = 16 * 1024;

    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int VERSION_AND_RANDOM_BYTES = 34;

    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** Whether the first record of a connection has not come to its end: more bytes are needed to read it. */
    static boolean isIncomplete(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() < RECORD_HEADER_BYTES) {
            return true;
        }
        int length = Short.toUnsignedInt(bytes.getShort(start + 3));
        return bytes.get(start) == HANDSHAKE_RECORD
                && length <= MAX_RECORD_BYTES
                && bytes.remaining() < RECORD_HEADER_BYTES + length;
    }

    /**
     * Reads the first record of a connection.
     *
     * @param bytes neither position nor limit is moved
     * @return empty when it holds no ClientHello, or one that is broken, or only the beginning of one
     */
    static Optional<ClientHello> in(ByteBuffer bytes) {
        try {
            ByteBuffer record = bytes.slice();
            if (record.get() != HANDSHAKE_RECORD) {
                return Optional.empty();
            }
            record.getShort();
            ByteBuffer fragment = block(record, Short.toUnsignedInt(record.getShort()));
            if (fragment.get() != CLIENT_HELLO) {
                return Optional.empty();
            }
            int length = Byte.toUnsignedInt(fragment.get()) << 16 | Short.toUnsignedInt(fragment.getShort());
            return Optional.of(read(block(fragment, length)));
        } catch (BufferUnderflowException | IllegalArgumentException broken) {
            // The engine will find the same and answer with the right alert.
            return Optional.empty();
        }
    }

    private static ClientHello read(ByteBuffer body) {
        block(body, VERSION_AND_RANDOM_BYTES);
        block(body, Byte.toUnsignedInt(body.get()));
        ByteBuffer suites = block(body, Short.toUnsignedInt(body.getShort()));
        block(body, Byte.toUnsignedInt(body.get()));
        ByteBuffer groups = NONE;
        ByteBuffer schemes = NONE;
        ByteBuffer versions = NONE;
        ByteBuffer extensions = body.hasRemaining() ? block(body, Short.toUnsignedInt(body.getShort())) : NONE;
        while (extensions.hasRemaining()) {
            int type = Short.toUnsignedInt(extensions.getShort());
            ByteBuffer data = block(extensions, Short.toUnsignedInt(extensions.getShort()));
            switch (type) {
                case SUPPORTED_GROUPS -> groups = block(data, Short.toUnsignedInt(data.getShort()));
                case SIGNATURE_ALGORITHMS -> schemes = block(data, Short.toUnsignedInt(data.getShort()));
                case SUPPORTED_VERSIONS -> versions = block(data, Byte.toUnsignedInt(data.get()));
                default -> {
                    // Says nothing about keys.
                }
            }
        }
        return new ClientHello(suites, groups, schemes, versions);
    }

    private static ByteBuffer block(ByteBuffer from, int length) {
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer block = from.slice(from.position(), length);
        from.position(from.position() + length);
        return block;
    }

    boolean offersSuite(int number) {
        return contains(suites, number);
    }

    boolean offersGroup(int number) {
        return contains(groups, number);
    }

    boolean offersScheme(int number) {
        return contains(schemes, number);
    }

    boolean offersVersion(int number) {
        return contains(versions, number);
    }

    private static boolean contains(ByteBuffer list, int number) {
        for (int at = 0; at + 1 < list.limit(); at += 2) {
            if (Short.toUnsignedInt(list.getShort(at)) == number) {
                return true;
            }
        }
        return false;
    }
}
