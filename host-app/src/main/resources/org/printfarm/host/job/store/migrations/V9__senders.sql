-- Who sent a job, where the farm knows it: the name of a user, or "key" and the name of a key. NULL for a slicer.
ALTER TABLE job ADD COLUMN sender TEXT;

-- As before, but for the name of who sent it.
DROP TRIGGER job_to_past;
DROP VIEW print_history;
CREATE VIEW print_history AS
    SELECT attempt.task AS task, attempt.job AS job, job.printer AS printer, attempt.machine AS machine,
           coalesce(job.sender, job.origin) AS origin, job.file AS file, job.plate AS plate, job.received AS received,
           coalesce((SELECT min(at) FROM job_step WHERE job_step.job = attempt.job AND job_step.attempt = attempt.task
                         AND state = 'printing'), nullif(attempt.published, 0)) AS started,
           attempt.ended AS ended,
           (SELECT state FROM job_step WHERE job_step.job = attempt.job AND job_step.attempt = attempt.task
                ORDER BY id DESC LIMIT 1) AS result,
           (SELECT total(json_extract(filament.value, '$.grams'))
                FROM json_each(content.contents, '$.plates') AS one,
                     json_each(one.value, '$.filaments') AS filament
                WHERE job.plate IS NULL OR json_extract(one.value, '$.number') = job.plate) AS grams
    FROM attempt JOIN job ON job.id = attempt.job JOIN content ON content.sha256 = job.sha256
    WHERE attempt.ended > 0;
CREATE TRIGGER job_to_past BEFORE DELETE ON job BEGIN
    INSERT OR REPLACE INTO print_past SELECT * FROM print_history WHERE job = OLD.id;
END;
