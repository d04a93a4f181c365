-- When a stored content was last known to be whole or not, milliseconds since 1970, and what was found then.
ALTER TABLE content ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE content ADD COLUMN damaged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX content_by_check ON content (checked);
