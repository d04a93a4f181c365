package org.printfarm.host.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which of the system's rights (capabilities) this process has. */
public final class NetRights {

    /** CAP_NET_ADMIN and CAP_NET_RAW. Source: linux/capability.h, bits 12 and 13. */
    private static final long WANTED = 1L << 12 | 1L << 13;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";
    private static final int HEX = 16;

    private NetRights() {}

    /** Whether they are those that making addresses takes, and no others. */
    public static boolean areRight() {
        try {
            return areRight(Files.readAllLines(STATUS, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean areRight(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(EFFECTIVE))
                .anyMatch(line -> Long.parseUnsignedLong(
                                line.substring(EFFECTIVE.length()).strip(), HEX)
                        == WANTED);
    }
}
