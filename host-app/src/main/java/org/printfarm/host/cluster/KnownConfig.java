package org.printfarm.host.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.config.FarmConfig;

/**
 * What hosts need to know of a configuration.
 *
 * @param config itself; empty for none
 * @param groups it has
 * @param sha256 of its file, hex; empty when it cannot be read, and as others are told it by a host that does not reach the printers
 */
record KnownConfig(Optional<FarmConfig> config, List<Group> groups, String sha256) {

    /** None. */
    static final KnownConfig NONE = new KnownConfig(Optional.empty(), List.of(), "");

    /** This, or what another one that runs by now comes to. */
    KnownConfig or(Optional<FarmConfig> running) {
        boolean isSame = running.isEmpty() || running.equals(config);
        return isSame
                ? this
                : new KnownConfig(
                        running, Group.of(running.get()), sha256(running.get().source()));
    }

    /** As a host has it that can serve none of it. */
    KnownConfig offLan() {
        return new KnownConfig(config, List.of(), "");
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
