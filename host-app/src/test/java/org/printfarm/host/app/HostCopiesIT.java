package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** Two hosts of a farm show slicers the same, whichever of them made it. */
final class HostCopiesIT {

    @TempDir
    private Path folder;

    private FarmSource one;
    private FarmSource two;

    @BeforeEach
    void write() throws IOException {
        String store = PostgresServer.shared().text(RecordKind.fresh().database());
        one = host("one", store);
        two = host("two", store);
    }

    private FarmSource host(String name, String store) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.writeString(home.resolve("db.password"), PostgresServer.PASSWORD);
        return new FarmSource(Files.writeString(home.resolve("farm.yaml"), """
                farm:
                  data: data
                  store: %s
                  store-password: ${file:db.password}
                  addresses: {mode: external, pool: 10.1.1.1-9}
                defaults: {model: P1S, access-code: zQ7wK3pX}
                printers:
                  bay-1: {address: auto}
                  bay-2: {address: auto}
                """.formatted(store)));
    }

    private static FarmConfig load(FarmSource source) {
        Problems problems = new Problems();
        FarmConfig config = source.load(Serials.KEEP, problems).orElseThrow();
        assertThat(problems.mistakes()).isEmpty();
        return config;
    }

    private static List<String> shown(FarmConfig config) {
        return config.printers().stream()
                .map(entry -> entry.printer().identity().serial()
                        + entry.printer().bindAddress().getHostAddress())
                .toList();
    }

    @Test
    void serialsAddressesAndTheCaAreTheFarms() throws Exception {
        List<String> first = shown(load(one));
        String ca = FarmCheck.ca(one).sha256();
        assertThatThrownBy(() -> FarmCheck.ca(two))
                .isInstanceOf(FarmException.class)
                .hasMessageContaining("cluster.key is missing");
        Files.copy(
                folder.resolve("one/data/cluster.key"),
                folder.resolve("two/data/cluster.key"),
                StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(shown(load(two))).isEqualTo(first);
        assertThat(FarmCheck.ca(two).sha256()).isEqualTo(ca);
    }
}
