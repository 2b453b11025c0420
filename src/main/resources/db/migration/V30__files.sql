-- Files that clients bring, and jobs made of them. docs/decisions/0012-files-and-batches.md says why.

CREATE TABLE file (
    id       uuid PRIMARY KEY,               -- version 7: in order of creation
    name     text NOT NULL,
    purpose  text NOT NULL,                  -- empty until it is complete
    bytes    bigint NOT NULL DEFAULT 0,
    complete boolean NOT NULL DEFAULT FALSE, -- what is not is seen by nobody
    created  timestamptz NOT NULL,
    expires  timestamptz NOT NULL
);

CREATE INDEX file_expiring ON file (expires);

CREATE TABLE file_chunk (
    file  uuid NOT NULL REFERENCES file ON DELETE CASCADE,
    part  integer NOT NULL,                  -- from 0; all but the last are of one size
    bytes bytea NOT NULL,
    PRIMARY KEY (file, part)
);

ALTER TABLE job
    ADD COLUMN input uuid REFERENCES file ON DELETE SET NULL, -- the file that holds its source
    ADD COLUMN source_report jsonb,          -- what the reading of its source found
    ADD COLUMN sealed_at timestamptz,
    ADD COLUMN deadline timestamptz,         -- what is not done by then is not done at all
    ADD COLUMN ending text                   -- why it ends before its last item was tried
        CHECK (ending IN ('cancelled', 'expired', 'invalid')),
    ADD COLUMN ending_at timestamptz;

CREATE INDEX job_input ON job (input) WHERE input IS NOT NULL;
CREATE INDEX job_deadline ON job (deadline) WHERE finished IS NULL AND deadline IS NOT NULL;
