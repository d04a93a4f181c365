package org.printfarm.bench;

import picocli.CommandLine;

/** Where {@code ./farm bench} begins. */
public final class Main {

    private Main() {}

    /**
     * Measures what the command line asks for.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
