package org.printfarm.ssdp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import org.printfarm.ssdp.message.Datagrams;

/**
 * A slicer in a process of its own: prints {@code sender kind name} for each datagram of a printer that it hears. Argument:
 * the port. Reads commands: an address, to which it sends a search, and from whose socket it prints the answers as well.
 */
public final class SlicerProgram {

    private static final String GROUP = "239.255.255.250";

    private SlicerProgram() {}

    /** Runs until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        NetworkInterface nic = NetworkInterface.getByName("eth0");
        MulticastSocket ear = new MulticastSocket(new InetSocketAddress("0.0.0.0", port));
        ear.joinGroup(new InetSocketAddress(InetAddress.getByName(GROUP), port), nic);
        MulticastSocket asker = new MulticastSocket(new InetSocketAddress(address(nic), 0));
        asker.setBroadcast(true);
        asker.setNetworkInterface(nic);
        listen(ear);
        listen(asker);
        System.out.println("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                byte[] search = Datagrams.read("search-urn");
                asker.send(new DatagramPacket(search, search.length, InetAddress.getByName(command), port));
            }
        }
    }

    private static InetAddress address(NetworkInterface nic) {
        return nic.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static void listen(MulticastSocket socket) {
        Thread thread = new Thread(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            try {
                while (!socket.isClosed()) {
                    packet.setLength(4096);
                    socket.receive(packet);
                    print(packet);
                }
            } catch (IOException e) {
                System.out.println("closed");
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void print(DatagramPacket packet) {
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        String kind = text.startsWith("HTTP/1.1 200 OK")
                ? "answer"
                : text.contains("NTS: ssdp:byebye") ? "byebye" : text.contains("NTS: ssdp:alive") ? "alive" : "other";
        System.out.println(packet.getAddress().getHostAddress() + " " + kind + " " + value(text, "DevName.bambu.com"));
    }

    private static String value(String text, String header) {
        return text.lines()
                .filter(line -> line.startsWith(header + ": "))
                .map(line -> line.substring(header.length() + 2))
                .findFirst()
                .orElse("-");
    }
}
