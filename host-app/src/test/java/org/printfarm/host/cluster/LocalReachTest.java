package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.cluster.LocalReach.Network;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.Ipv4;
import org.printfarm.host.config.Problems;

/** Which printers a host with some networks reaches. */
final class LocalReachTest {

    @TempDir
    private Path folder;

    private static Network network(String text) {
        String[] parts = text.split("/", 2);
        Inet4Address address = Ipv4.parse(parts[0]).orElseThrow();
        return new Network(address, Integer.parseInt(parts[1]));
    }

    private KnownConfig known(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("farm.yaml"), """
                farm: {data: data, addresses: {interface: eth0, mode: %s}}
                defaults: {model: P1S, access-code: Abcd1234}
                printers:
                  one: {serial: 01P00A000000001, address: 10.1.0.51, send-to: m}
                  two: {serial: 01P00A000000002, address: 10.2.0.51}
                  near: {serial: 01P00A000000003, address: 127.1.0.3}
                machines:
                  m: {driver: x}
                """.formatted(mode));
        return KnownConfig.NONE.or(new ConfigLoader().load(file, Serials.PREVIEW, new Problems()));
    }

    private List<String> reached(String mode, boolean link, String... networks) throws IOException {
        List<Network> own = Arrays.stream(networks).map(LocalReachTest::network).toList();
        LocalReach reach = new LocalReach(new CardLink(card -> link), () -> own);
        KnownConfig known = known(mode);
        KnownConfig here = reach.look(known);
        for (int i = 0; i < 2 && !link; i++) {
            here = reach.look(known);
        }
        return here.groups().stream().map(Group::id).toList();
    }

    @Test
    void aPrinterIsReachedThroughANetworkThatACardIsIn() throws Exception {
        assertThat(reached("alias", true, "10.1.0.2/24")).containsExactly("machine/m", "printer/near");
        assertThat(reached("alias", true, "10.1.0.2/24", "10.2.0.2/26"))
                .containsExactly("machine/m", "printer/near", "printer/two");
        assertThat(reached("alias", true, "10.0.0.2/8")).containsExactly("machine/m", "printer/near", "printer/two");
        assertThat(reached("alias", true, "10.2.0.129/25")).containsExactly("printer/near");
    }

    @Test
    void anAddressThatTheFarmMadeTellsNothingAndAnOperatorsDoes() throws Exception {
        assertThat(reached("alias", true, "10.1.0.2/24", "10.2.0.51/32")).containsExactly("machine/m", "printer/near");
        assertThat(reached("external", true, "10.1.0.2/24", "10.2.0.51/32"))
                .containsExactly("machine/m", "printer/near", "printer/two");
    }

    @Test
    void whereNothingIsKnownAllIsReachedAndWithoutALinkNothing() throws Exception {
        assertThat(reached("alias", true)).hasSize(3);
        assertThat(reached("alias", true, "10.2.0.51/32")).hasSize(3);
        assertThat(reached("alias", false, "10.1.0.2/24")).isEmpty();
        assertThat(KnownConfig.NONE.or(Optional.empty()).groups()).isEmpty();
    }
}
