package org.printfarm.host.cluster;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;

/**
 * What hosts need to know of a configuration.
 *
 * @param config itself; empty for none
 * @param groups it has, or some of them
 * @param addresses of its printers, by their names as in {@link Group}; those that have one
 * @param sha256 of its file, hex; empty when it cannot be read, and as others are told it by a host that reaches no printer
 */
record KnownConfig(
        Optional<FarmConfig> config, List<Group> groups, Map<String, Inet4Address> addresses, String sha256) {

    /** None. */
    static final KnownConfig NONE = new KnownConfig(Optional.empty(), List.of(), Map.of(), "");

    /** This, or what another one that runs by now comes to. */
    KnownConfig or(Optional<FarmConfig> running) {
        boolean isSame = running.isEmpty() || running.equals(config);
        return isSame
                ? this
                : new KnownConfig(
                        running,
                        Group.of(running.get()),
                        addresses(running.get()),
                        sha256(running.get().source()));
    }

    /** With some of its groups; with none it is as a host has it that can serve nothing. */
    KnownConfig where(Predicate<Group> condition) {
        List<Group> some = groups.stream().filter(condition).toList();
        return new KnownConfig(config, some, addresses, some.isEmpty() ? "" : sha256);
    }

    /** Where the printers of a group are; without those that have no address. */
    List<Inet4Address> addresses(Group group) {
        return group.what().stream()
                .filter(addresses::containsKey)
                .map(addresses::get)
                .toList();
    }

    private static Map<String, Inet4Address> addresses(FarmConfig config) {
        return config.printers().stream()
                .filter(PrinterEntry::hasAddress)
                .map(PrinterEntry::printer)
                .collect(Collectors.toMap(printer -> Group.PRINTER + printer.id(), Printer::bindAddress));
    }

    private static String sha256(Path file) {
        try {
            byte[] text = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
