package org.printfarm.host.job.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.host.job.threemf.SlicedContents;

/** Jobs as rows, and the two columns that hold JSON. */
final class JobRows {

    /** What every query for jobs begins with. */
    static final String SELECT =
            "SELECT job.id, printer, file, job.sha256, md5, bytes, contents, state, plate, options, received, origin,"
                    + " repeat_of, running_seen, warning, refusal, damaged, machine, reason"
                    + " FROM job JOIN content ON content.sha256 = job.sha256 ";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<LinkedHashMap<String, String>> OPTIONS = new TypeReference<>() {};

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private JobRows() {}

    /** The row at the cursor. */
    static Job read(ResultSet row) throws SQLException {
        int plate = row.getInt("plate");
        return new Job(
                Long.toString(row.getLong("id")),
                row.getString("printer"),
                row.getString("file"),
                new StoredContent(
                        row.getString("sha256"),
                        row.getString("md5"),
                        row.getLong("bytes"),
                        contents(row.getString("contents"))),
                plate == 0 ? Optional.empty() : Optional.of(plate),
                options(row.getString("options")),
                Job.State.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("received")),
                row.getString("origin"),
                notes(row));
    }

    /**
     * The first job of a query; empty when there is none.
     *
     * @param where what follows {@link #SELECT}
     */
    static Optional<Job> first(Connection connection, String where, Object... values) throws SQLException {
        return Sql.first(connection, SELECT + where, JobRows::read, values);
    }

    /** A row that this transaction made. */
    static Job just(Connection connection, long job) throws SQLException {
        return first(connection, "WHERE job.id = ?", job)
                .orElseThrow(() -> new SQLException("the row that was just made is not there"));
    }

    private static Job.Notes notes(ResultSet row) throws SQLException {
        long repeatOf = row.getLong("repeat_of");
        return new Job.Notes(
                repeatOf == 0 ? Optional.empty() : Optional.of(Long.toString(repeatOf)),
                row.getBoolean("running_seen"),
                Optional.ofNullable(row.getString("warning")),
                Optional.ofNullable(row.getString("refusal")),
                row.getBoolean("damaged"),
                Optional.ofNullable(row.getString("machine")),
                Optional.ofNullable(row.getString("reason")));
    }

    static String json(SlicedContents contents) {
        return write(contents);
    }

    static String json(Map<String, String> options) {
        return write(options);
    }

    static String json(List<String> names) {
        return write(names);
    }

    static List<String> names(String json) throws SQLException {
        try {
            return JSON.readValue(json, NAMES);
        } catch (JsonProcessingException e) {
            throw damaged("files");
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }

    private static SlicedContents contents(String json) throws SQLException {
        try {
            return JSON.readValue(json, SlicedContents.class);
        } catch (JsonProcessingException e) {
            throw damaged("contents");
        }
    }

    static Map<String, String> options(String json) throws SQLException {
        try {
            return JSON.readValue(json, OPTIONS);
        } catch (JsonProcessingException e) {
            throw damaged("options");
        }
    }

    /** Without the parser's words: they quote the text, which is a peer's. */
    private static SQLException damaged(String column) {
        return new SQLException("the column " + column + " holds no JSON of ours");
    }
}
