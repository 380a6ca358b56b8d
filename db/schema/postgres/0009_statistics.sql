-- How many messages were decided on, by day (when it began, UTC), by what was done about them, and why.
CREATE TABLE decisions (
    guild_id BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    outcome  TEXT   NOT NULL CHECK (outcome IN ('note', 'suggest', 'silent')),
    reason   TEXT   NOT NULL,
    messages BIGINT NOT NULL,
    PRIMARY KEY (guild_id, day, outcome, reason)
);

-- What is counted over a span of time.
CREATE INDEX notes_by_time ON notes (guild_id, posted_at);
CREATE INDEX proposals_by_time ON proposals (guild_id, proposed_at);
