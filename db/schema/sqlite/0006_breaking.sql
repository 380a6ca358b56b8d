-- An event in breaking mode, its live brief, and until when; rows whose mode is over are kept. One that has passed
-- `ends_at` is over by that, whether or not `ended_at` says so yet.
CREATE TABLE breaking (
    guild_id   BIGINT   NOT NULL,
    event      TEXT     NOT NULL,
    begun_at   BIGINT   NOT NULL,
    channel_id BIGINT   NOT NULL,
    window_ms  BIGINT   NOT NULL,
    ends_at    BIGINT   NOT NULL,
    ended_at   BIGINT,
    changed_at BIGINT   NOT NULL,
    brief_id   BIGINT,
    pinned     SMALLINT NOT NULL CHECK (pinned IN (0, 1)),
    closed     SMALLINT NOT NULL CHECK (closed IN (0, 1)),
    PRIMARY KEY (guild_id, event, begun_at),
    FOREIGN KEY (guild_id, event) REFERENCES events (guild_id, slug)
);
CREATE UNIQUE INDEX breaking_events ON breaking (guild_id, event) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX breaking_channels ON breaking (guild_id, channel_id) WHERE ended_at IS NULL;

-- Judgements that another moderator must second before they are saved, on the claim's revision they were made of.
CREATE TABLE pending_judgements (
    guild_id    BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    slug        TEXT   NOT NULL,
    revision    BIGINT NOT NULL,
    as_of       BIGINT NOT NULL,
    verdict     TEXT   NOT NULL CHECK (verdict IN
        ('unverified', 'disputed', 'confirmed', 'false', 'misleading', 'partly_true')),
    known       TEXT   NOT NULL,
    unknown     TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    confidence  TEXT   NOT NULL CHECK (confidence IN ('low', 'moderate', 'high')),
    reason_tags TEXT   NOT NULL,
    evidence    TEXT   NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    review_by   BIGINT,
    state       TEXT   NOT NULL CHECK (state IN ('open', 'seconded', 'declined', 'outdated')),
    decided_by  BIGINT,
    decided_at  BIGINT,
    PRIMARY KEY (guild_id, number),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);
CREATE INDEX pending_judgements_open ON pending_judgements (guild_id, slug) WHERE state = 'open';
