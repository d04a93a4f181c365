-- Lists of all jobs, of a printer's and of those in a state, each by time; the first serves the retention too.
CREATE INDEX job_by_time ON job (received);
CREATE INDEX job_by_printer_and_time ON job (printer, received);
CREATE INDEX job_by_state_and_time ON job (state, received);
CREATE INDEX job_by_printer_state_and_time ON job (printer, state, received);

-- A printer's jobs by their file's name without its folders: a request may name the one and the upload the other.
DROP INDEX job_by_printer;
CREATE INDEX job_by_name ON job (printer, substr(file, length(rtrim(file, replace(file, '/', ''))) + 1), id);

-- One row: what is stored in all, so that nobody counts it.
CREATE TABLE stored (
    jobs  INTEGER NOT NULL,
    bytes INTEGER NOT NULL
);
INSERT INTO stored SELECT (SELECT count(*) FROM job), (SELECT coalesce(sum(bytes), 0) FROM content);
CREATE TRIGGER job_added AFTER INSERT ON job BEGIN UPDATE stored SET jobs = jobs + 1; END;
CREATE TRIGGER job_deleted AFTER DELETE ON job BEGIN UPDATE stored SET jobs = jobs - 1; END;
CREATE TRIGGER content_added AFTER INSERT ON content BEGIN UPDATE stored SET bytes = bytes + NEW.bytes; END;
CREATE TRIGGER content_deleted AFTER DELETE ON content BEGIN UPDATE stored SET bytes = bytes - OLD.bytes; END;
