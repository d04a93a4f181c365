-- Not in SQLite, whose file one host has. The hosts of the farm, until when each may write by this server's clock, and who has what.
DROP TABLE lease;

-- The epoch grows when a host enters, and when another one takes over what it had. It is part of a key, so that whoever writes under
-- it holds up its change, but not a prolongation.
CREATE TABLE hosts (
    id            TEXT COLLATE "C" PRIMARY KEY,
    name          TEXT        NOT NULL,
    version       TEXT        NOT NULL,
    config_sha256 TEXT        NOT NULL,
    epoch         BIGINT      NOT NULL,
    moves         BIGINT      NOT NULL, -- grows when it takes something, or lets go of it
    alone         BOOLEAN     NOT NULL, -- whether it suffers no other one beside it
    lease_ms      BIGINT      NOT NULL,
    since         TIMESTAMPTZ NOT NULL,
    ends          TIMESTAMPTZ NOT NULL,
    clock_ms      BIGINT      NOT NULL DEFAULT 0,
    answer_ms     BIGINT      NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX hosts_by_epoch ON hosts (id, epoch);

-- Whose host has another epoch by now, nobody has.
CREATE TABLE owners (
    what  TEXT COLLATE "C" PRIMARY KEY, -- printer/ID, machine/ID or pool/ID
    host  TEXT        NOT NULL,
    epoch BIGINT      NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    why   TEXT        NOT NULL
);
CREATE UNIQUE INDEX owners_by_epoch ON owners (what, host, epoch);
