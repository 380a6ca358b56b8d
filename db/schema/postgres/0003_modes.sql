-- What moderators are asked about messages in shadow and suggest mode, and about matches that are not sure.
CREATE TABLE proposals (
    guild_id    BIGINT NOT NULL,
    message_id  BIGINT NOT NULL,
    slug        TEXT   NOT NULL,
    channel_id  BIGINT NOT NULL,
    mode        TEXT   NOT NULL CHECK (mode IN ('shadow', 'suggest')),
    score       DOUBLE PRECISION NOT NULL,
    wording     TEXT   NOT NULL,
    digest      TEXT   NOT NULL,
    doubt       TEXT   NOT NULL CHECK (doubt IN ('none', 'nobody_named', 'unlikely')),
    proposed_at BIGINT NOT NULL,
    ruling      TEXT CHECK (ruling IN ('right', 'wrong', 'post', 'leave')),
    ruled_by    BIGINT,
    ruled_at    BIGINT,
    lapsed_at   BIGINT,
    PRIMARY KEY (guild_id, message_id, slug),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);
CREATE INDEX proposals_of_a_claim ON proposals (guild_id, slug, channel_id, proposed_at);

-- The words of a message that moderators are shown, only where the guild wishes so, and only for a while.
CREATE TABLE excerpts (
    guild_id   BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    author_id  BIGINT NOT NULL,
    text       TEXT   NOT NULL,
    kept_until BIGINT NOT NULL,
    PRIMARY KEY (guild_id, message_id)
);
CREATE INDEX excerpts_of_an_author ON excerpts (guild_id, author_id);
