-- Times that an engine had no room for the item. How often it was handed out says more than that:
-- it may have given way to chats, or its holder may have died.
ALTER TABLE item ADD COLUMN refusals integer NOT NULL DEFAULT 0;
