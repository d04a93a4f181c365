-- Jobs go on to machines. What was asked for before is over: nothing old is ever queued.
UPDATE job SET state = 'done' WHERE state IN ('requested', 'dispatched');
ALTER TABLE job ADD COLUMN machine TEXT;   -- where it goes; NULL when it stays here
ALTER TABLE job ADD COLUMN reason TEXT;    -- why it is where it is, for people

CREATE INDEX job_queue ON job (machine, id) WHERE state = 'queued';

-- Every change of a job's state, in order.
CREATE TABLE job_step (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    job     INTEGER NOT NULL,
    at      INTEGER NOT NULL,   -- milliseconds since 1970, UTC
    state   TEXT    NOT NULL,
    machine TEXT,
    attempt INTEGER,            -- the task id of the attempt that it belongs to
    reason  TEXT
);
CREATE INDEX job_step_by_job ON job_step (job);

-- One try to print a job on a machine. Its number is the task id that the machine shows, and is never used twice.
CREATE TABLE attempt (
    task      INTEGER PRIMARY KEY,
    job       INTEGER NOT NULL,
    machine   TEXT    NOT NULL,
    number    INTEGER NOT NULL,             -- 1 for the first of a job
    published INTEGER NOT NULL DEFAULT 0,   -- when the start was about to leave, milliseconds since 1970; 0 before
    ended     INTEGER NOT NULL DEFAULT 0    -- when it was over, milliseconds since 1970; 0 before
);
CREATE INDEX attempt_by_job ON attempt (job);
CREATE INDEX attempt_open ON attempt (machine) WHERE ended = 0;

CREATE TRIGGER job_gone AFTER DELETE ON job BEGIN
    DELETE FROM job_step WHERE job = OLD.id;
    DELETE FROM attempt WHERE job = OLD.id;
END;

-- What people said about a machine.
CREATE TABLE machine (
    id     TEXT    PRIMARY KEY,
    gate   INTEGER NOT NULL DEFAULT 0,   -- 1 while its plate is not known to be clear
    paused TEXT                          -- why it takes no jobs; NULL when it does
) WITHOUT ROWID;

-- What a driver keeps about its machine.
CREATE TABLE machine_memory (
    machine TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (machine, key)
) WITHOUT ROWID;

-- One row: the last number that was handed out.
CREATE TABLE task_number (last INTEGER NOT NULL);
INSERT INTO task_number VALUES (0);
