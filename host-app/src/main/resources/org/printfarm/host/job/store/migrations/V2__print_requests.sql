-- What a print request adds to a job.
ALTER TABLE job ADD COLUMN request TEXT;                            -- the message as it was sent
ALTER TABLE job ADD COLUMN repeat_of INTEGER;                       -- the job that the same client asked for before
ALTER TABLE job ADD COLUMN running_seen INTEGER NOT NULL DEFAULT 0; -- 1 when that client was shown the print
ALTER TABLE job ADD COLUMN warning TEXT;                            -- what to mind before this is printed
ALTER TABLE job ADD COLUMN refusal TEXT;                            -- why the last request for this file was turned down

-- Requests that were acknowledged and wait for their file.
CREATE TABLE print_request (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    printer   TEXT    NOT NULL,
    files     TEXT    NOT NULL,    -- JSON: the names that the file may have
    on_card   INTEGER NOT NULL,
    sent_file TEXT    NOT NULL,
    subtask   TEXT    NOT NULL,
    plate     INTEGER,             -- NULL when the request names none
    md5       TEXT,
    options   TEXT    NOT NULL,    -- JSON
    request   TEXT    NOT NULL,    -- the message as it was sent
    received  INTEGER NOT NULL,    -- milliseconds since 1970, UTC
    origin    TEXT    NOT NULL     -- the client's address
);
