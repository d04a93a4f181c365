-- Users, by what they sign in with. Scopes are ids of printers and pools with spaces between; empty for the whole farm.
CREATE TABLE account (
    name     TEXT    PRIMARY KEY,
    role     TEXT    NOT NULL,
    scope    TEXT    NOT NULL,
    password TEXT    NOT NULL,   -- Argon2id with its parameters
    created  INTEGER NOT NULL    -- milliseconds since 1970, UTC; as all times here
) WITHOUT ROWID;

-- Keys of programs.
CREATE TABLE api_key (
    id        TEXT    PRIMARY KEY,
    name      TEXT    NOT NULL,
    role      TEXT    NOT NULL,
    scope     TEXT    NOT NULL,
    hash      TEXT    NOT NULL,  -- SHA-256 of the key
    created   INTEGER NOT NULL,
    expires   INTEGER,           -- NULL for never
    last_used INTEGER            -- NULL for never
) WITHOUT ROWID;

-- Who is signed in.
CREATE TABLE session (
    hash    TEXT    PRIMARY KEY, -- SHA-256 of the session's id
    account TEXT,                -- NULL for the owner of the data folder
    seen    INTEGER NOT NULL,
    ends    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_use ON session (seen);

-- Who did what.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    caller  TEXT    NOT NULL,
    way     TEXT    NOT NULL,
    verb    TEXT    NOT NULL,
    target  TEXT    NOT NULL,
    outcome TEXT    NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_caller ON audit (caller, id);

-- Every try to print something that is over, as people account for it.
CREATE VIEW print_history AS
    SELECT attempt.task AS task, attempt.job AS job, job.printer AS printer, attempt.machine AS machine,
           job.origin AS origin, job.file AS file, job.plate AS plate, job.received AS received,
           coalesce((SELECT min(at) FROM job_step WHERE job_step.job = attempt.job AND job_step.attempt = attempt.task
                         AND state = 'printing'), nullif(attempt.published, 0)) AS started,
           attempt.ended AS ended,
           (SELECT state FROM job_step WHERE job_step.job = attempt.job AND job_step.attempt = attempt.task
                ORDER BY id DESC LIMIT 1) AS result,
           (SELECT total(json_extract(filament.value, '$.grams'))
                FROM json_each(content.contents, '$.plates') AS one,
                     json_each(one.value, '$.filaments') AS filament
                WHERE job.plate IS NULL OR json_extract(one.value, '$.number') = job.plate) AS grams
    FROM attempt JOIN job ON job.id = attempt.job JOIN content ON content.sha256 = job.sha256
    WHERE attempt.ended > 0;

-- Those whose job was deleted since.
CREATE TABLE print_past (
    task     INTEGER PRIMARY KEY,
    job      INTEGER NOT NULL,
    printer  TEXT    NOT NULL,
    machine  TEXT    NOT NULL,
    origin   TEXT    NOT NULL,
    file     TEXT    NOT NULL,
    plate    INTEGER,
    received INTEGER NOT NULL,
    started  INTEGER,
    ended    INTEGER NOT NULL,
    result   TEXT,
    grams    REAL    NOT NULL
);
CREATE TRIGGER job_to_past BEFORE DELETE ON job BEGIN
    INSERT OR REPLACE INTO print_past SELECT * FROM print_history WHERE job = OLD.id;
END;
