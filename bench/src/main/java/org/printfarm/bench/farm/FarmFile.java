package org.printfarm.bench.farm;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.printfarm.bench.load.Target;

/** Writes {@code farm.yaml}. */
final class FarmFile {

    /** Opens nothing but farms that live for minutes on the loopback network. */
    static final String ACCESS_CODE = "Bench123";

    private FarmFile() {}

    static Path write(Path folder, Path plugins, FarmPlan plan, FarmPorts ports) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("farm: {name: bench, data: data, plugins: ").append(plugins);
        // Another build that is compared may have none.
        if (Files.exists(plugins.resolve("web-plugin.zip"))) {
            text.append(", services: {web: off}");
        }
        text.append(plan.keys() == FarmPlan.Keys.RSA_AND_EC ? ", keys: rsa+ec" : ", keys: rsa");
        text.append("}\ndefaults: {model: X1C, access-code: ").append(ACCESS_CODE);
        text.append(", services: {").append(services(plan.services(), ports)).append("}}\nprinters:\n");
        for (int number = 0; number < plan.printers(); number++) {
            String address = Addresses.of(number);
            text.append(String.format(
                    Locale.ROOT,
                    "  bay-%d: {name: Bay %d, serial: %s, address: %s}%n",
                    number + 1,
                    number + 1,
                    Target.serialOf(InetAddress.getByName(address)),
                    address));
        }
        return Files.writeString(folder.resolve("farm.yaml"), text);
    }

    private static String services(FarmPlan.Services services, FarmPorts ports) {
        // The longest time-out: idle peers must not be sent away while they are measured.
        String bind = String.format(
                Locale.ROOT, "bind: {plain-port: %d, tls-port: %d, read-timeout: 5m}", ports.plain(), ports.tls());
        String mqtt = String.format(Locale.ROOT, "mqtt: {port: %d, push-interval: 1s}", ports.mqtt());
        return switch (services) {
            case BIND_ONLY -> bind;
            case MQTT_ONLY -> mqtt;
            case ALL ->
                String.join(
                        ", ",
                        bind,
                        mqtt,
                        String.format(Locale.ROOT, "ssdp: {port: %d}", ports.ssdp()),
                        String.format(
                                Locale.ROOT,
                                "ftp: {port: %d, passive-ports: %d-%d}",
                                ports.ftp(),
                                ports.firstPassive(),
                                ports.firstPassive() + FarmPorts.PASSIVE - 1));
        };
    }
}
