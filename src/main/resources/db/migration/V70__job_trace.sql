-- Where in which trace a job was submitted, in the words of W3C's header traceparent; NULL where
-- nobody traces.
ALTER TABLE job ADD COLUMN trace text;
