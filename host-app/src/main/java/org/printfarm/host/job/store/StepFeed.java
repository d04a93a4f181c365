package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of jobs and machines, for whoever looks now and then. Any thread. */
public final class StepFeed {

    private static final int PAGE = 500;

    private final Database database;

    StepFeed(Database database) {
        this.database = database;
    }

    /**
     * A change of a job that a machine has to do with.
     *
     * @param number larger for later ones
     * @param at when
     * @param state what the job became
     * @param machine the machine's id
     * @param reason why
     * @param job its id
     * @param printer the id of the printer that it came to
     * @param file its name; a peer's text
     */
    public record Step(
            long number,
            Instant at,
            Job.State state,
            String machine,
            Optional<String> reason,
            String job,
            String printer,
            String file) {}

    /**
     * What people have to do at a machine.
     *
     * @param machine its id
     * @param gate whether somebody has to confirm that its plate is clear
     * @param paused why it takes no jobs; empty when it does
     */
    public record Stop(String machine, boolean gate, Optional<String> paused) {}

    /** The number of the last step; 0 for none. */
    public long last() throws StoreException {
        return database.query("SELECT coalesce(max(id), 0) AS last FROM job_step", row -> row.getLong("last"))
                .get(0);
    }

    /** The steps after a number, at most 500, in their order. Those of jobs that were deleted since are not there. */
    public List<Step> after(long number) throws StoreException {
        return database.query(
                "SELECT job_step.id AS number, at, job_step.state AS state, job_step.machine AS machine,"
                        + " job_step.reason AS reason, job.id AS job, printer, file"
                        + " FROM job_step JOIN job ON job.id = job_step.job"
                        + " WHERE job_step.id > ? AND job_step.machine IS NOT NULL" + database.settled("job_step")
                        + " ORDER BY job_step.id LIMIT " + PAGE,
                row -> new Step(
                        row.getLong("number"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        Job.State.of(row.getString("state")),
                        row.getString("machine"),
                        Optional.ofNullable(row.getString("reason")),
                        Long.toString(row.getLong("job")),
                        row.getString("printer"),
                        row.getString("file")),
                number);
    }

    /** What people have to do at machines. */
    public List<Stop> stops() throws StoreException {
        return database.query(
                "SELECT id, gate, paused FROM machine ORDER BY id",
                row -> new Stop(
                        row.getString("id"), row.getBoolean("gate"), Optional.ofNullable(row.getString("paused"))));
    }
}
