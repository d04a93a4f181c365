-- Not in SQLite, whose farm has one host. What all hosts of a farm have in common beside its record: one row, and small files.
CREATE TABLE farm (
    one   BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
    mark  TEXT,    -- what the folder of stored files is marked with, so that each host knows it from others; NULL before the first
    proof BYTEA    -- sealed with the farm's key: whoever can open it has that; NULL before the first key
);
INSERT INTO farm DEFAULT VALUES;

-- As they lie in each host's data folder, sealed with the farm's key; farm.yaml as it was last used.
CREATE TABLE farm_file (
    name    TEXT COLLATE "C" PRIMARY KEY,
    content BYTEA NOT NULL
);
