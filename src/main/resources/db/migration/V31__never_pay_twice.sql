-- A submission that is repeated, and an answer that is there already. docs/decisions/0012.

ALTER TABLE job
    ADD COLUMN submission_key       text,    -- the client's Idempotency-Key
    ADD COLUMN submission_digest    text,    -- of what it submitted under it
    ADD COLUMN cached               bigint NOT NULL DEFAULT 0, -- of those done: answered from cache
    ADD COLUMN cached_prompt_tokens bigint NOT NULL DEFAULT 0,
    ADD COLUMN cached_output_tokens bigint NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX job_submission ON job (kind, submission_key)
    WHERE submission_key IS NOT NULL;

ALTER TABLE item
    ADD COLUMN digest uuid,                  -- of weights, path and request: equal ones share answers
    ADD COLUMN cached boolean NOT NULL DEFAULT FALSE; -- the answer is an earlier item's

CREATE INDEX item_answer ON item (digest)
    WHERE digest IS NOT NULL AND state = 'done' AND NOT cached;
