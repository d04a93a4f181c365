package org.printfarm.host.preflight;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One of the kernel's tables of sockets, {@code /proc/net/tcp} and its like. Source of the columns: proc(5).
 *
 * @param rows one for each socket
 */
record ProcTable(List<Row> rows) {

    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";
    private static final int IPV4_HEX = 8;

    /**
     * One socket.
     *
     * @param address the local address; the wildcard for a socket of both IP versions
     * @param port the local port
     * @param listening true for a TCP socket that accepts connections
     * @param inode by which the process that holds it can be found
     */
    record Row(InetAddress address, int port, boolean listening, long inode) {
        boolean holds(Inet4Address wanted, int wantedPort) {
            return port == wantedPort
                    && (address.isAnyLocalAddress() || address.equals(wanted) || wanted.isAnyLocalAddress());
        }
    }

    /** Reads one table; empty where the system has none. */
    static ProcTable read(Path file) {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return new ProcTable(List.of());
        }
    }

    /** The first line is the heading; lines that do not look as expected are passed over. */
    static ProcTable parse(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> row(line.strip().split("\\s+")).ifPresent(rows::add));
        return new ProcTable(List.copyOf(rows));
    }

    private static Optional<Row> row(String[] columns) {
        try {
            String[] local = columns[LOCAL].split(":");
            return Optional.of(new Row(
                    address(local[0]),
                    Integer.parseInt(local[1], 16),
                    columns[STATE].equals(LISTEN),
                    Long.parseLong(columns[INODE])));
        } catch (RuntimeException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Each group of 32 bits stands in the byte order of the machine. */
    private static InetAddress address(String hex) throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        ByteBuffer turned = ByteBuffer.allocate(bytes.length);
        ByteBuffer given = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        while (given.hasRemaining()) {
            turned.putInt(given.getInt());
        }
        InetAddress address = InetAddress.getByAddress(turned.array());
        return hex.length() > IPV4_HEX && address.isAnyLocalAddress()
                ? InetAddress.getByAddress(new byte[Integer.BYTES])
                : address;
    }
}
