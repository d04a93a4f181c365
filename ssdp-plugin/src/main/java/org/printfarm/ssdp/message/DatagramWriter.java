package org.printfarm.ssdp.message;

import java.nio.charset.StandardCharsets;

/**
 * Writes the three things a printer says. Order, spelling and line ends are those of captured datagrams (protocol notes,
 * section 3); texts are UTF-8. No datagram is longer than {@value #MAX_BYTES} bytes. Pure; any thread.
 */
public final class DatagramWriter {

    /** What slicers search for and what printers are. */
    public static final String PRINTER_URN = "urn:bambulab-com:device:3dprinter:1";

    /** The longest datagram that is sent, or looked at when it comes in, bytes. */
    public static final int MAX_BYTES = 4096;

    private static final String HOST = "239.255.255.250:1990";
    private static final String SERVER = "UPnP/1.0";
    private static final String LIFETIME = "max-age=1800";

    private DatagramWriter() {}

    /**
     * The announcement: the printer is there.
     *
     * @param printer what is told
     * @return a whole datagram
     */
    public static byte[] alive(Announced printer) {
        return new Lines("NOTIFY * HTTP/1.1")
                .add("Host", HOST)
                .add("Server", SERVER)
                .add("Location", printer.location())
                .add("NT", PRINTER_URN)
                .add("NTS", "ssdp:alive")
                .add("USN", printer.serial())
                .add("Cache-Control", LIFETIME)
                .addDevice(printer)
                .toBytes();
    }

    /**
     * The farewell: the printer is gone.
     *
     * @param printer what is told; only the serial goes out
     * @return a whole datagram
     */
    public static byte[] byebye(Announced printer) {
        return new Lines("NOTIFY * HTTP/1.1")
                .add("Host", HOST)
                .add("NT", PRINTER_URN)
                .add("NTS", "ssdp:byebye")
                .add("USN", printer.serial())
                .toBytes();
    }

    /**
     * The answer to a search.
     *
     * @param printer what is told
     * @return a whole datagram
     */
    public static byte[] answer(Announced printer) {
        return new Lines("HTTP/1.1 200 OK")
                .add("Server", SERVER)
                .add("Location", printer.location())
                .add("ST", PRINTER_URN)
                .add("USN", printer.serial())
                .add("Cache-Control", LIFETIME)
                .addDevice(printer)
                .toBytes();
    }

    private static final class Lines {

        private static final String END = "\r\n";

        private final StringBuilder text;

        Lines(String first) {
            text = new StringBuilder(512).append(first).append(END);
        }

        Lines add(String name, String value) {
            text.append(name).append(": ").append(value).append(END);
            return this;
        }

        Lines addDevice(Announced printer) {
            return add("DevModel.bambu.com", printer.wireCode())
                    .add("DevName.bambu.com", printer.name())
                    .add("DevSignal.bambu.com", "-44")
                    .add("DevConnect.bambu.com", "lan")
                    .add("DevBind.bambu.com", "free")
                    .add("Devseclink.bambu.com", "secure")
                    .add("DevInf.bambu.com", "eth0")
                    .add("DevVersion.bambu.com", printer.firmware())
                    .add("DevCap.bambu.com", "1");
        }

        byte[] toBytes() {
            return text.append(END).toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
