-- How fast all replicas together may ask a host for filings, and until when none of them may.

CREATE TABLE feed_pace (
    host          text PRIMARY KEY,
    next_slot     timestamptz NOT NULL,           -- when the next request may be made
    silent_until  timestamptz                     -- a block of the host; NULL before the first
);
