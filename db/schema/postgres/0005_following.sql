-- People who follow claims: what the next digest is known by, when it may come, and since when Discord lets no
-- message through to them. A row goes with the last claim that its person follows.
CREATE TABLE followers (
    guild_id          BIGINT NOT NULL,
    user_id           BIGINT NOT NULL,
    stamp             BIGINT NOT NULL,
    quiet_until       BIGINT NOT NULL,
    unreachable_since BIGINT,
    PRIMARY KEY (guild_id, user_id)
);

-- What they follow, and the verdict they were last told.
CREATE TABLE follows (
    guild_id    BIGINT NOT NULL,
    user_id     BIGINT NOT NULL,
    slug        TEXT   NOT NULL,
    followed_at BIGINT NOT NULL,
    told        TEXT   NOT NULL CHECK (told IN
        ('unverified', 'disputed', 'confirmed', 'false', 'misleading', 'partly_true')),
    PRIMARY KEY (guild_id, user_id, slug),
    FOREIGN KEY (guild_id, user_id) REFERENCES followers (guild_id, user_id) ON DELETE CASCADE,
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug) ON DELETE CASCADE
);
CREATE INDEX follows_of_a_claim ON follows (guild_id, slug);
