-- Not in SQLite, whose file one host has. Who owns what of the farm, until when by this server's clock. The epoch grows with each new
-- owner. It is part of a key, so that whoever writes under it holds up its change, but not a prolongation.
CREATE TABLE lease (
    what  TEXT COLLATE "C" PRIMARY KEY,
    owner TEXT        NOT NULL,
    epoch BIGINT      NOT NULL,
    until TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX lease_by_epoch ON lease (what, epoch);
