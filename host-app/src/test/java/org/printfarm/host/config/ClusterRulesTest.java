package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.ClusterRules.Replicas;

/** What stands under {@code farm.cluster}; its mistakes are among the broken files. */
final class ClusterRulesTest {

    @TempDir
    private Path folder;

    private Farms load(String cluster) {
        return new Farms(folder).load("""
                farm: {store: 'postgresql://db.lan/farm'%s}
                printers: {bay-1: {access-code: '%s', address: 192.168.1.51}}
                """.formatted(cluster, Farms.SECRET));
    }

    private ClusterRules rules(String cluster) {
        Farms farms = load(cluster);
        assertThat(farms.messages()).isEmpty();
        return farms.config().cluster();
    }

    @Test
    void filesAreOnSeveralHostsWhereTheFileSaysSo() {
        assertThat(rules("")).isEqualTo(ClusterRules.NONE);
        assertThat(rules(", cluster: {replicas: 2}").replicas())
                .contains(new Replicas(2, new InetSocketAddress(Ipv4.ANY, 3443)));
        assertThat(rules(", cluster: {replicas: 1, listen: '10.0.0.5:9'}").replicas())
                .contains(new Replicas(1, new InetSocketAddress("10.0.0.5", 9)));
    }

    @Test
    void whereAHostListensMayStandInAFileOfItsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("listen"), "10.0.0.6:3443\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(rules(", cluster: {replicas: 2, listen: '${file:listen}'}").replicas())
                .contains(new Replicas(2, new InetSocketAddress("10.0.0.6", 3443)));
        Files.writeString(file, "everywhere");
        assertThat(load(", cluster: {replicas: 2, listen: '${file:listen}'}").messages())
                .singleElement()
                .asString()
                .contains("farm.cluster.listen: expected an IPv4 address and a port from 1 behind it");
    }
}
