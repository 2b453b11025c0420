-- Jobs, their items, and who works on them. docs/decisions/0005-batch-queue.md says why it is so.

CREATE TABLE job (
    id            uuid PRIMARY KEY,               -- version 7: in order of creation
    kind          text NOT NULL,
    model         text NOT NULL,
    parameters    jsonb NOT NULL,
    state         text NOT NULL
        CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelling', 'cancelled')),
    sealed        boolean NOT NULL DEFAULT FALSE, -- no more items will be added
    source_cursor text,                           -- how far the source of items was read
    source_owner  text,                           -- who reads it
    created       timestamptz NOT NULL,
    started       timestamptz,
    finished      timestamptz,
    -- Kept by whoever adds or finishes items, in the same transaction, under this row's lock.
    total         bigint NOT NULL DEFAULT 0,
    done          bigint NOT NULL DEFAULT 0,
    failed        bigint NOT NULL DEFAULT 0,
    dropped       bigint NOT NULL DEFAULT 0,
    cancelled     bigint NOT NULL DEFAULT 0,
    prompt_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    last_sequence bigint NOT NULL DEFAULT 0,      -- the highest item.sequence given out
    last_finish   bigint NOT NULL DEFAULT 0       -- the highest item.finish given out
) WITH (fillfactor = 50);                         -- room for counters to be updated in place

CREATE INDEX job_open ON job (model) WHERE finished IS NULL;
CREATE INDEX job_finished ON job (finished) WHERE finished IS NOT NULL;

CREATE TABLE item (
    job           uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    sequence      bigint NOT NULL,
    key           text NOT NULL,                  -- what makes it the same item when added again
    model         text NOT NULL,
    state         text NOT NULL
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'dropped', 'cancelled')),
    attributes    jsonb NOT NULL,
    path          text,
    body          text,
    not_before    timestamptz NOT NULL,           -- also its place in the line
    owner         text,                           -- whose lease it runs under
    claims        integer NOT NULL DEFAULT 0,     -- times handed out; the last is the fencing token
    attempts      integer NOT NULL DEFAULT 0,     -- times the engine failed to answer it
    deaths        integer NOT NULL DEFAULT 0,     -- times the engine died while it ran
    finish        bigint,                         -- place among the job's results
    finished      timestamptz,
    status        integer,
    answer        text,
    error         text,
    prompt_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (job, sequence),
    UNIQUE (job, key)
) WITH (toast_tuple_target = 256);                -- bodies aside, so that a change of state is small

CREATE INDEX item_waiting ON item (model, not_before, job, sequence) WHERE state = 'waiting';
CREATE INDEX item_suspect ON item (model, not_before) WHERE state = 'waiting' AND deaths >= 2;
CREATE INDEX item_running ON item (job) WHERE state = 'running';
CREATE UNIQUE INDEX item_finished ON item (job, finish) WHERE finish IS NOT NULL;

CREATE TABLE lease (
    owner         text PRIMARY KEY,               -- one start of one instance
    instance      text NOT NULL,
    until         timestamptz NOT NULL
);
