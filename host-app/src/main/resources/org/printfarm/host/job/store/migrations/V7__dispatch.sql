-- What was told from the words of reasons before.
ALTER TABLE job ADD COLUMN released INTEGER NOT NULL DEFAULT 0;   -- 1 when a person lets its machine print it, whatever was found in it
ALTER TABLE job ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;      -- attempts since somebody asked for it
ALTER TABLE attempt ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;  -- which of these it is, from 1
ALTER TABLE attempt ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;   -- 1 when a person presses Print

UPDATE job SET released = 1 WHERE reason = 'released by a person';
UPDATE attempt SET tries = (number - 1) % 3 + 1;
UPDATE attempt SET by_hand = 1
    WHERE published > 0 AND job IN (SELECT id FROM job WHERE reason LIKE '%press Print on the machine');
UPDATE job SET tries = coalesce((SELECT max(number) FROM attempt WHERE attempt.job = job.id), 0) % 3
    WHERE state IN ('queued', 'assigned', 'sending', 'starting');

-- The print that a machine named last, by number and by name: another one at the next look was begun while nobody looked.
ALTER TABLE machine ADD COLUMN last_task INTEGER NOT NULL DEFAULT 0;   -- 0 when it named none
ALTER TABLE machine ADD COLUMN last_title TEXT;                        -- NULL when it named none
