-- One row for each stored file, however many jobs have it.
CREATE TABLE content (
    sha256   TEXT    PRIMARY KEY,
    md5      TEXT    NOT NULL,
    bytes    INTEGER NOT NULL,
    contents TEXT    NOT NULL      -- JSON: printer model, plates, filaments
) WITHOUT ROWID;

-- One row for each upload. Numbers are never used twice, so that an id stays true after a deletion.
CREATE TABLE job (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    printer   TEXT    NOT NULL,
    file      TEXT    NOT NULL,
    sha256    TEXT    NOT NULL REFERENCES content (sha256),
    state     TEXT    NOT NULL,
    plate     INTEGER,             -- NULL while nobody asked for a print
    options   TEXT    NOT NULL,    -- JSON
    received  INTEGER NOT NULL,    -- milliseconds since 1970, UTC
    origin    TEXT    NOT NULL     -- the client's address
);

CREATE INDEX job_by_printer ON job (printer, file);
CREATE INDEX job_by_content ON job (sha256);
CREATE INDEX content_by_md5 ON content (md5);
