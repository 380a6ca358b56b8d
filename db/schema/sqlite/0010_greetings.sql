-- When a guild was greeted by the bot it had invited; kept when it leaves, so that it is not greeted again soon.
CREATE TABLE greetings (
    guild_id   BIGINT NOT NULL PRIMARY KEY,
    greeted_at BIGINT NOT NULL
);
