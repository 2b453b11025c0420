-- Times that an item of the job gave its place at an engine to a chat.
ALTER TABLE job ADD COLUMN gave_way bigint NOT NULL DEFAULT 0;
