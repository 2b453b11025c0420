-- Claims go through the line of each job, not of each model, so that no job stands behind another.
CREATE INDEX item_line ON item (job, not_before, sequence) WHERE state = 'waiting';
DROP INDEX item_waiting;

-- An item is written three times: added, handed out, ended. Without this a job of a million items
-- would walk over a fifth of a million dead entries before they are cleaned away.
ALTER TABLE item SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.1,
    autovacuum_analyze_threshold = 5000);
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- What a job's time went to. docs/decisions/0013-feeding.md says how it is measured.
CREATE TABLE job_time (
    job     uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    brake   text NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (job, brake)
) WITH (fillfactor = 50);
