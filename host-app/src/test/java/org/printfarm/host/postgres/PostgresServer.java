package org.printfarm.host.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.StoreUrl;

/**
 * A server of PostgreSQL at an address of its own, with its files in a temporary folder. It refuses root, so it runs as the user
 * that Debian's package makes. It ends with this process, however that ends.
 */
public final class PostgresServer implements AutoCloseable {

    /** Who may all; must never be seen in any output. */
    public static final String PASSWORD = "pgSecret-4711";

    private static final String USER = "farm";
    private static final int PORT = 5432;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ends the server when its standard input ends. */
    private static final String LEASH = "\"$@\" & server=$!; cat; kill -INT $server; wait $server";

    private static @Nullable PostgresServer shared;

    private final Path folder;
    private final PostgresPrograms programs;
    private final String address;
    private final List<String> options;
    private @Nullable Process process;

    private PostgresServer(List<String> before, String address, List<String> options)
            throws IOException, InterruptedException {
        this.programs = new PostgresPrograms(before);
        this.address = address;
        this.options = options;
        this.folder = Files.createTempDirectory("farm-postgres-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        if (PostgresPrograms.isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        // The user's only: initdb reads it as it begins.
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        int made = programs.run(
                folder,
                "initdb",
                "--no-sync",
                "--wal-segsize=1",
                "-E",
                "UTF8",
                "-A",
                "scram-sha-256",
                "-U",
                USER,
                "--pwfile",
                password.toString(),
                "-D",
                data());
        assertThat(made).as("initdb").isZero();
        // Without it, the machine's own addresses alone are let in.
        Files.writeString(
                folder.resolve("data/pg_hba.conf"), "host all all samenet scram-sha-256\n", StandardOpenOption.APPEND);
        start();
    }

    /** The one of this process, which syncs nothing; skips the test where PostgreSQL is not installed. */
    public static synchronized PostgresServer shared() {
        PostgresServer server = shared;
        if (server == null) {
            server = make("-c", "fsync=off", "-c", "synchronous_commit=on", "-c", "full_page_writes=off");
            shared = server;
        }
        return server;
    }

    /** One of the test's own, that it may stop. */
    public static PostgresServer make(String... options) {
        return make(List.of(), Loopback.next().getHostAddress(), options);
    }

    /**
     * One behind another program, for instance one that enters a namespace: what asks it over the network must be there too.
     *
     * @param before that program and its arguments
     * @param address where it listens
     */
    public static PostgresServer make(List<String> before, String address, String... options) {
        assumeTrue(PostgresPrograms.areInstalled(), "PostgreSQL is not installed (apt install postgresql)");
        try {
            return new PostgresServer(before, address, List.of(options));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("PostgreSQL did not start", e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Starts it, and waits until it answers. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", LEASH, "sh"));
        command.addAll(programs.command("postgres", "-D", data(), "-h", address, "-p", String.valueOf(PORT), "-k", ""));
        command.addAll(options);
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        process = started;
        await().atMost(PATIENCE)
                .until(() -> programs.run(folder, "pg_isready", "-h", address, "-p", String.valueOf(PORT)) == 0);
    }

    /** What the server answers to a statement in one of its databases, as its owner, through psql: a line for each row, without headings. */
    public String ask(String database, String sql) throws IOException {
        return programs.ask(PASSWORD, "psql", "-X", "-q", "-At", "-h", address, "-U", USER, "-d", database, "-c", sql);
    }

    /** Where its files are, the server's user's. */
    public Path folder() {
        return folder;
    }

    /** Stops it as a restart of the machine would: whatever is going on is broken off, what was committed is kept. */
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        try {
            running.getOutputStream().close();
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            running.destroyForcibly();
        }
    }

    /** Whether anybody answers at its port. */
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection as its owner. */
    public Connection connect(String database) throws SQLException {
        String url = "jdbc:postgresql://" + address + ":" + PORT + "/" + database + "?logServerErrorDetail=false";
        return DriverManager.getConnection(url, USER, PASSWORD);
    }

    /** Runs a statement in one of its databases. */
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isNotNegative();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A new database: its name, or what stands behind {@code CREATE DATABASE}. */
    public StoreUrl create(String database) {
        execute("postgres", "CREATE DATABASE " + database);
        return url(database.split(" ")[0]);
    }

    /** How a farm is told of a database. */
    public StoreUrl url(String database) {
        return new StoreUrl(address, PORT, database, Optional.of(USER), Map.of(), Optional.of(Secret.of(PASSWORD)));
    }

    /** The same as it stands in {@code farm.yaml}. */
    public String text(String database) {
        return "postgresql://" + USER + "@" + address + ":" + PORT + "/" + database;
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Not root, or gone.
            return;
        }
    }
}
