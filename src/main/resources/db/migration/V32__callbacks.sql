-- Who is told of a job's end. docs/decisions/0012.

CREATE TABLE callback (
    job        uuid PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    url        text NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL,
    delivered  timestamptz,
    given_up   timestamptz,
    error      text                          -- why the last attempt failed
);

CREATE INDEX callback_due ON callback (not_before)
    WHERE delivered IS NULL AND given_up IS NULL;
