-- How much work waits for each model, and for how long it would keep one replica busy. For whoever
-- decides how many replicas there are: KEDA asks this view, also while no replica runs.
CREATE VIEW queue_work AS
WITH ran AS (
    SELECT job.model,
        tstzrange(started, greatest(started, coalesce(finished, now()))) AS span,
        greatest(0, done + job.failed - cached) AS items,
        coalesce((SELECT sum(seconds) FROM job_time WHERE job_time.job = job.id), 0) AS seconds
    FROM job
    WHERE started IS NOT NULL
), pace AS (
    -- Jobs that ran side by side have each been given the whole time: it counts once.
    SELECT model, sum(items) AS items, sum(seconds) AS seconds, range_agg(span) AS covered,
        sum(extract(EPOCH FROM upper(span) - lower(span))) AS spans
    FROM ran
    GROUP BY model
), line AS (
    SELECT model, sum(total - done - failed - dropped - cancelled)::bigint AS items,
        bool_or(NOT sealed) AS reading,
        extract(EPOCH FROM now() - min(created))::double precision AS age
    FROM job
    WHERE finished IS NULL
    GROUP BY model
)
SELECT line.model, line.items, greatest(0, line.age) AS oldest_seconds,
    -- A second for each item while nothing is known; a minute while nobody knows how many there are.
    greatest(
        line.items * coalesce(
            (SELECT sum(extract(EPOCH FROM upper(part) - lower(part)))
             FROM unnest(pace.covered) AS part)
            / nullif(pace.spans, 0) * nullif(pace.seconds, 0) / nullif(pace.items, 0), 1),
        CASE WHEN line.reading THEN 60 ELSE 0 END)::double precision AS seconds
FROM line LEFT JOIN pace USING (model);
