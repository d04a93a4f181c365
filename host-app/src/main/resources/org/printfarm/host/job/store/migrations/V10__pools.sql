-- Jobs wait for pools too: job.machine names one while the job waits in it, and the machine that took it from there on.
ALTER TABLE job ADD COLUMN pool TEXT;                            -- whose rules it goes by and where it waits again; NULL for none
ALTER TABLE job ADD COLUMN named INTEGER NOT NULL DEFAULT 0;     -- 1 when a person named its machine, so that it stays there
ALTER TABLE job ADD COLUMN anyway INTEGER NOT NULL DEFAULT 0;    -- 1 when that person said: whatever speaks against it
ALTER TABLE job ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;  -- the higher the sooner
ALTER TABLE job ADD COLUMN place REAL;                           -- among jobs of one priority; NULL: by its id
ALTER TABLE job ADD COLUMN wishes TEXT;                          -- filament by channel, JSON; NULL for what the file says
ALTER TABLE job ADD COLUMN copy_of INTEGER;                      -- of several prints that are owed, the first's id; NULL for one
ALTER TABLE machine ADD COLUMN tripped TEXT;                     -- why its pools leave it out; NULL when they do not
