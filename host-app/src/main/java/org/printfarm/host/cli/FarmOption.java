package org.printfarm.host.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.FarmSource;
import picocli.CommandLine.Option;

/** The option {@code -c}: which farm a command is about. */
final class FarmOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The farm's configuration. Default: farm.yaml in the current folder, where there is none the one of an "
                            + "installed package (/etc/printfarm/farm.yaml), and without either the built-in demo farm, "
                            + "three printers on 127.0.0.11 to 127.0.0.13.")
    private @Nullable Path file;

    FarmSource source() {
        return new FarmSource(file);
    }

    /** This one when it was given, otherwise another: of a command above. */
    FarmSource or(FarmOption other) {
        return file != null ? source() : other.source();
    }
}
