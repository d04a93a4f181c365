package org.printfarm.mqtt.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import org.printfarm.api.contract.TestPrinters;

/** A TLS connection to a printer, with raw packets. Reads wait for at most 20 s. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MAX_SKIPPED = 10_000;

    private final Socket plain;
    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Deque<Packet> skipped = new ArrayDeque<>();

    private RawClient(InetSocketAddress address, int receiveBuffer) throws IOException {
        plain = new Socket();
        if (receiveBuffer > 0) {
            plain.setReceiveBufferSize(receiveBuffer);
        }
        plain.connect(address, PATIENCE_MILLIS);
        plain.setTcpNoDelay(true);
        socket = (SSLSocket) TrustAll.context()
                .getSocketFactory()
                .createSocket(plain, address.getAddress().getHostAddress(), address.getPort(), true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects and shakes hands. */
    public static RawClient open(InetSocketAddress address) throws IOException {
        return new RawClient(address, 0);
    }

    /** The same, with little room for what is not read. */
    public static RawClient narrow(InetSocketAddress address) throws IOException {
        return new RawClient(address, 8 * 1024);
    }

    /** Connects, logs in with the tests' code and reads the CONNACK. */
    public static RawClient loggedIn(InetSocketAddress address, String clientId) throws IOException {
        RawClient client = open(address);
        client.send(Packets.connect(clientId, TestPrinters.ACCESS_CODE));
        Packet ack = client.next(Packets.CONNACK);
        if (ack.body()[1] != 0) {
            throw new IOException("refused with " + ack.body()[1]);
        }
        return client;
    }

    /** Subscribes the reports of a serial and reads the SUBACK. */
    public RawClient subscribed(String serial) throws IOException {
        send(Packets.subscribe(1, "device/" + serial + "/report", 0));
        next(Packets.SUBACK);
        return this;
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The next packet of a type; others are kept for later. */
    public Packet next(int type) throws IOException {
        return next(packet -> packet.type() == type);
    }

    /** The next PUBLISH whose payload holds a text. */
    public Packet report(String text) throws IOException {
        return next(
                packet -> packet.type() == Packets.PUBLISH && packet.payload().contains(text));
    }

    private Packet next(Predicate<Packet> wanted) throws IOException {
        Optional<Packet> kept = skipped.stream().filter(wanted).findFirst();
        if (kept.isPresent()) {
            skipped.remove(kept.get());
            return kept.get();
        }
        for (int count = 0; count < MAX_SKIPPED; count++) {
            Packet packet = read();
            if (wanted.test(packet)) {
                return packet;
            }
            skipped.add(packet);
        }
        throw new IOException("too many other packets");
    }

    /** The next packet, whatever it is, from the socket. */
    public Packet read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int septet;
        do {
            septet = in.readUnsignedByte();
            length |= (septet & 0x7F) << shift;
            shift += 7;
        } while ((septet & 0x80) != 0 && shift < 28);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first, body);
    }

    /** Reads on until the other side closes; true when it does. */
    public boolean isClosedByPeer() throws IOException {
        for (int count = 0; count < MAX_SKIPPED; count++) {
            try {
                skipped.add(read());
            } catch (EOFException | SocketException end) {
                return true;
            }
        }
        return false;
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
        plain.setSoLinger(true, 0);
        plain.close();
    }

    public SSLSocket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
