package org.printfarm.host.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.api.service.PortClaim.Transport;

/**
 * Tells which program holds a port, where that can be known: on Linux, and of other users' programs only as root. Reads
 * {@code /proc} anew for each question.
 */
final class PortHolders {

    private final Path proc;

    PortHolders() {
        this(Path.of("/proc"));
    }

    PortHolders(Path proc) {
        this.proc = proc;
    }

    /**
     * Who holds a port.
     *
     * @param name the program's, as the system has it
     * @param process its number
     */
    record Holder(String name, long process) {
        /** For instance {@code nginx (process 812)}. */
        @Override
        public String toString() {
            return name + " (process " + process + ")";
        }
    }

    /** Empty when it cannot be known. */
    Optional<Holder> holderOf(Transport transport, Inet4Address address, int port) {
        String protocol = transport == Transport.TCP ? "tcp" : "udp";
        return Stream.of(protocol, protocol + "6")
                .flatMap(table -> ProcTable.read(proc.resolve("net").resolve(table)).rows().stream())
                .filter(row -> row.holds(address, port) && (transport == Transport.UDP || row.listening()))
                .flatMap(row -> process(row.inode()).stream())
                .findFirst();
    }

    private Optional<Holder> process(long inode) {
        String link = "socket:[" + inode + "]";
        return list(proc).stream()
                .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
                .filter(folder -> list(folder.resolve("fd")).stream().anyMatch(file -> leadsTo(file, link)))
                .map(folder -> new Holder(
                        name(folder), Long.parseLong(folder.getFileName().toString())))
                .findFirst();
    }

    private static boolean leadsTo(Path file, String link) {
        try {
            return Files.readSymbolicLink(file).toString().equals(link);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return "a program";
        }
    }

    /** Processes come and go while this looks, and those of others may be closed to it: then there is nothing to see. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
