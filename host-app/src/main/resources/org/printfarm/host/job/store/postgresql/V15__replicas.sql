-- Not in SQLite. Where a host hands its stored files to the others, as ADDRESS:PORT; empty where all see one folder.
ALTER TABLE hosts ADD COLUMN files_at TEXT NOT NULL DEFAULT '';
