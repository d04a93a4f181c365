package org.printfarm.bench.drive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command lines of load processes. Both load generators are told the same. */
final class LoadCommands {

    private static final String MAIN = "org.printfarm.bench.load.LoadMain";
    private static final String RSA_ONLY = "RSA-PSS+SHA256:RSA+SHA256";

    private LoadCommands() {}

    static List<String> inC(Path program, Path expectedIds, LoadSpec spec) {
        LoadSpec.Transport transport = spec.transport();
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.add(!transport.isTls() ? "--plain" : transport.isTls12() ? "--tls12" : "--tls13");
        if (transport.isTls() && !transport.offersAll()) {
            command.addAll(List.of("--sigalgs", RSA_ONLY));
        }
        command.addAll(List.of("--expect-id-map", expectedIds.toString(), "--timeout", "10000", "--json"));
        command.addAll(common(spec));
        return command;
    }

    static List<String> inJava(LoadSpec spec) {
        LoadSpec.Transport transport = spec.transport();
        List<String> command = java("exchanges");
        if (transport.isTls()) {
            command.add(transport.isTls12() ? "--tls12" : "--tls13");
        }
        if (transport.offersAll()) {
            command.add("--ecdsa");
        }
        command.addAll(common(spec));
        return command;
    }

    private static List<String> common(LoadSpec spec) {
        List<String> options = new ArrayList<>(List.of("--targets", spec.targets()));
        option(options, "--concurrency", spec.concurrency());
        option(options, "--warmup", spec.warmUp());
        option(options, "--count", spec.count());
        option(options, "--duration", spec.seconds());
        if (spec.rate() > 0) {
            option(options, "--rate", spec.rate());
        }
        return options;
    }

    private static void option(List<String> options, String name, long value) {
        options.addAll(List.of(name, Long.toString(value)));
    }

    static List<String> java(String kind) {
        return Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        kind)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
