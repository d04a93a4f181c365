package org.printfarm.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.Program;

/**
 * PostgreSQL's own benchmark, with eight clients.
 *
 * @param server its server
 * @param database its own
 */
public record Pgbench(Postgres server, String database) {

    /** Clients, each with a transaction at a time. */
    public static final int CLIENTS = 8;

    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final long PATIENCE_SECONDS = 120;

    /**
     * Makes its tables, a million rows.
     *
     * @param server where
     * @param database a new one
     * @return ready to be run
     * @throws IOException when that is refused
     */
    public static Pgbench make(Postgres server, String database) throws IOException, InterruptedException {
        String unused = server.create(database);
        Program.Result made = Program.run(PATIENCE_SECONDS, server.pgbench(database, "-i", "-q", "-s", "10"));
        if (made.exit() != 0) {
            throw new IOException("pgbench: " + made.output().strip());
        }
        return new Pgbench(server, database);
    }

    /**
     * Runs it to its end.
     *
     * @param seconds how long
     * @param options further ones
     * @return transactions a second
     * @throws IOException when it fails
     */
    public double run(int seconds, String... options) throws IOException, InterruptedException {
        return rate(Program.run(PATIENCE_SECONDS + seconds, command(seconds, options))
                .output());
    }

    /**
     * Runs it beside something else.
     *
     * @param folder for what it says
     * @param seconds how long
     * @param beside what is done meanwhile
     * @return transactions a second
     * @throws IOException when either fails
     */
    public double beside(Path folder, int seconds, Step beside) throws IOException, InterruptedException {
        Path said = folder.resolve("pgbench.txt");
        Process process = Children.start(
                new ProcessBuilder(command(seconds)).redirectErrorStream(true).redirectOutput(said.toFile()));
        try {
            beside.run();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("pgbench does not end");
            }
        } finally {
            Children.end(process);
        }
        return rate(Files.readString(said));
    }

    private List<String> command(int seconds, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-n", "-c", Integer.toString(CLIENTS), "-j", "2", "-T", Integer.toString(seconds)));
        return server.pgbench(database, all.toArray(String[]::new));
    }

    static double rate(String said) throws IOException {
        Matcher found = TPS.matcher(said);
        if (!found.find()) {
            throw new IOException("pgbench: " + said.strip());
        }
        return Double.parseDouble(found.group(1));
    }

    /** Something that is measured meanwhile. */
    @FunctionalInterface
    public interface Step {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }
}
