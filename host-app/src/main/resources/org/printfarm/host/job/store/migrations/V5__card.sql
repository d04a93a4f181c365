-- Where a job's file lies on its printer's card, from the root; NULL when it was deleted or written over there.
ALTER TABLE job ADD COLUMN card_path TEXT;
UPDATE job SET card_path = file;
UPDATE job SET card_path = NULL
    WHERE EXISTS (SELECT 1 FROM job AS later
                  WHERE later.printer = job.printer AND later.file = job.file AND later.id > job.id
                        AND later.sha256 <> job.sha256);

CREATE INDEX job_by_card_path ON job (printer, card_path);
CREATE INDEX job_on_card ON job (printer, id) WHERE card_path IS NOT NULL;
