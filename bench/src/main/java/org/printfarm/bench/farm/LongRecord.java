package org.printfarm.bench.farm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/** Years of jobs, written into the record of a farm that does not run. */
public final class LongRecord {

    private static final int FILES = 10_000;
    private static final int PRINTERS = 3;

    /** Forty printers that are busy all day. */
    private static final long MS_BETWEEN_JOBS = 108_000;

    private static final String CONTENTS = "{\"kind\":\"SLICED\",\"printerModels\":[\"C11\"],\"plates\":[{\"number\":1,"
            + "\"printSeconds\":3600,\"filaments\":[{\"type\":\"PLA\",\"color\":\"#FFFFFF\",\"grams\":12.5}],"
            + "\"thumbnail\":false}]}";

    private LongRecord() {}

    /**
     * Adds jobs, each printed by a machine in four steps; every hundredth failed.
     *
     * @param farm whose record was made by a start
     * @param jobs how many
     * @throws IOException when they cannot be written
     */
    public static void write(Farm farm, int jobs) throws IOException {
        Path inbox = farm.data().resolve("inbox");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + inbox.resolve("jobs.db"))) {
            connection.setAutoCommit(false);
            contents(connection, inbox.resolve("files"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMP TABLE number AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1"
                        + " FROM n WHERE i + 1 < " + jobs + ") SELECT i FROM n");
                statement.execute(
                        "CREATE TEMP TABLE stored_file AS SELECT row_number() OVER (ORDER BY sha256) - 1 AS i,"
                                + " sha256 FROM content");
                statement.execute("CREATE UNIQUE INDEX temp.stored_file_by_i ON stored_file (i)");
                long begin = System.currentTimeMillis() - jobs * MS_BETWEEN_JOBS;
                String at = begin + " + number.i * " + MS_BETWEEN_JOBS;
                statement.execute(
                        "INSERT INTO job (id, printer, file, sha256, state, plate, options, received, origin, machine)"
                                + " SELECT number.i + 1, 'bay-' || (number.i % " + PRINTERS
                                + " + 1), 'part-' || number.i ||"
                                + " '.gcode.3mf', sha256, iif(number.i % 100 = 0, 'failed', 'done'), 1, '{}', " + at
                                + ", '127.0.0.1', 'left' FROM number JOIN stored_file ON stored_file.i = number.i % "
                                + FILES);
                for (String state : new String[] {"received", "queued", "printing", "done"}) {
                    statement.execute("INSERT INTO job_step (job, at, state, machine, attempt) SELECT number.i + 1, "
                            + at + ", '" + state + "', 'left', number.i + 1 FROM number");
                }
                statement.execute(
                        "INSERT INTO attempt (task, job, machine, number, published, ended) SELECT number.i + 1,"
                                + " number.i + 1, 'left', 1, " + at + ", " + at + " + 60000 FROM number");
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IOException("the record of jobs could not be filled", e);
        }
    }

    private static void contents(Connection connection, Path files) throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO content (sha256, md5, bytes, contents, checked) VALUES (?, ?, ?, '" + CONTENTS
                        + "', ?)")) {
            for (int i = 0; i < FILES; i++) {
                byte[] content = ("part " + i).getBytes(StandardCharsets.UTF_8);
                String sha256 = digest("SHA-256", content);
                Path folder = Files.createDirectories(files.resolve(sha256.substring(0, 2)));
                Files.write(folder.resolve(sha256), content);
                insert.setString(1, sha256);
                insert.setString(2, digest("MD5", content));
                insert.setLong(3, content.length);
                insert.setLong(4, System.currentTimeMillis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
