package org.printfarm.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.printfarm.api.contract.Loopback;

/**
 * A farm of the test's own: {@code farm.yaml} in a temporary folder, with printers on loopback addresses that nobody else
 * has.
 *
 * @param path the file
 * @param addresses of the printers bay-1, bay-2 …
 */
public record FarmFile(Path path, List<Inet4Address> addresses) {

    /** The access code of every printer; must never be seen in any output. */
    public static final String ACCESS_CODE = "zQ7wK3pX";

    /** A farm of so many P1S with the services given, for instance {@code {bind: on}}. */
    public static FarmFile write(Path folder, int printers, String services) throws IOException {
        List<Inet4Address> addresses =
                java.util.stream.Stream.generate(Loopback::next).limit(printers).toList();
        StringBuilder text = new StringBuilder();
        text.append("farm: {name: test, data: data, services: {web: off}, plugins: ")
                .append(pluginsFolder())
                .append("}\n");
        text.append("defaults: {model: P1S, access-code: ").append(ACCESS_CODE);
        text.append(", services: ").append(services).append("}\nprinters:\n");
        for (int i = 0; i < printers; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "  bay-%d: {name: Bay %d, serial: %s, address: %s}%n",
                    i + 1,
                    i + 1,
                    serial(i + 1),
                    addresses.get(i).getHostAddress()));
        }
        return new FarmFile(Files.writeString(folder.resolve("farm.yaml"), text), addresses);
    }

    /** The serial of printer {@code bay-number}. */
    public static String serial(int number) {
        return String.format(Locale.ROOT, "01P00A%09d", number);
    }

    /** Where the build lays the plugins. */
    public static Path pluginsFolder() {
        return Path.of(System.getProperty("farm.root"), "plugins");
    }

    /** Tests ask on the loopback interface only: nothing of theirs leaves the machine. */
    public static boolean isLoopback(NetworkInterface nic) {
        try {
            return nic.isLoopback();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of printer {@code bay-number}. */
    public String address(int number) {
        return addresses.get(number - 1).getHostAddress();
    }
}
