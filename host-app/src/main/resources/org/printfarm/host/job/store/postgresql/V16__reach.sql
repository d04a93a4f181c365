-- Not in SQLite. Which groups of its configuration a host does not reach, as bits in Base64; empty for none.
ALTER TABLE hosts ADD COLUMN unreached TEXT NOT NULL DEFAULT '';
