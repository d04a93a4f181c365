package org.printfarm.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Program;

/** The database server that hosts share, set up as the package does it, so that each commit is synced; on no core in particular. */
public final class Postgres implements AutoCloseable {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String ADDRESS = "127.0.0.1";
    private static final String OWNER = "postgres";
    private static final String FARM = "farm";
    private static final int PASSWORD_BYTES = 16;
    private static final long PATIENCE_SECONDS = 60;

    private final Path programs;
    private final Path folder;
    private final Process process;
    private final int port;

    private Postgres(Path programs, Path folder, Process process, int port) {
        this.programs = programs;
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * What is missing.
     *
     * @return empty when it can be started
     */
    public static Optional<String> missing() {
        return programs().isPresent()
                ? Optional.empty()
                : Optional.of("PostgreSQL with pgbench is not installed (apt install postgresql)");
    }

    /** Of the newest version that is there. */
    private static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .filter(bin -> Files.isExecutable(bin.resolve("pgbench")))
                    .max(Comparator.naturalOrder());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /**
     * Starts it.
     *
     * @param folder for its files; given to the user that the package makes, since it refuses root
     * @param free where it listens
     * @return the running server, with a user for farms
     * @throws IOException when it does not come up
     */
    public static Postgres start(Path folder, FreePorts free) throws IOException, InterruptedException {
        Path programs = programs().orElseThrow();
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        writePrivate(folder.resolve("password"), password);
        writePrivate(folder.resolve("pgpass"), ADDRESS + ":*:*:*:" + password);
        if (isRoot()) {
            Files.setPosixFilePermissions(
                    folder.toAbsolutePath().getParent(), PosixFilePermissions.fromString("rwx--x--x"));
            give(folder);
            give(folder.resolve("password"));
        }
        String data = folder.resolve("data").toString();
        said(asOwner(List.of(
                programs.resolve("initdb").toString(),
                "-E",
                "UTF8",
                "-A",
                "scram-sha-256",
                "-U",
                OWNER,
                "--pwfile",
                folder.resolve("password").toString(),
                "-D",
                data)));
        int port = free.next();
        Process process = Children.start(new ProcessBuilder(asOwner(List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-h",
                        ADDRESS,
                        "-p",
                        Integer.toString(port),
                        "-k",
                        "",
                        "-c",
                        "shared_preload_libraries=pg_stat_statements")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile()));
        Listening.await(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Postgres server = new Postgres(programs, folder, process, port);
        server.ask(OWNER, "CREATE EXTENSION pg_stat_statements");
        server.ask(OWNER, "CREATE USER " + FARM + " PASSWORD '" + password + "'");
        return server;
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }

    private static void give(Path file) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asOwner(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + OWNER, "--regid=" + OWNER, "--clear-groups"));
        }
        whole.addAll(command);
        return whole;
    }

    /**
     * Makes a database of the farm's user.
     *
     * @param database its name
     * @return as {@code farm.store} names it
     * @throws IOException when it is there already
     */
    public String create(String database) throws IOException, InterruptedException {
        ask(OWNER, "CREATE DATABASE " + database + " OWNER " + FARM);
        return "postgresql://" + FARM + "@" + ADDRESS + ":" + port + "/" + database;
    }

    /**
     * The password of the farm's user.
     *
     * @return a file that this user and the server's may read
     */
    public Path password() {
        return folder.resolve("password");
    }

    /**
     * Runs statements in one session, as the server's owner.
     *
     * @param database where
     * @param statements one after the other
     * @return what they found: a line for each row, with {@code |} between the columns
     * @throws IOException when one is refused
     */
    public String ask(String database, String... statements) throws IOException, InterruptedException {
        List<String> command = client("psql", database, "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1");
        for (String statement : statements) {
            command.addAll(List.of("-c", statement));
        }
        return said(command);
    }

    /**
     * How pgbench is called.
     *
     * @param database where its tables are, or are to be
     * @param options of it
     * @return program and arguments
     */
    public List<String> pgbench(String database, String... options) {
        return client("pgbench", database, options);
    }

    private List<String> client(String program, String database, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "PGPASSFILE=" + folder.resolve("pgpass"),
                "PGOPTIONS=-c client_min_messages=warning",
                programs.resolve(program).toString(),
                "-h",
                ADDRESS,
                "-p",
                Integer.toString(port),
                "-U",
                OWNER));
        command.addAll(List.of(options));
        // pgbench takes the database as its last argument, psql anywhere.
        command.add(program.equals("psql") ? "--dbname=" + database : database);
        return command;
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Program.Result result = Program.run(PATIENCE_SECONDS, command);
        if (result.exit() != 0) {
            throw new IOException("PostgreSQL: " + result.output().strip());
        }
        return result.output().strip();
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
