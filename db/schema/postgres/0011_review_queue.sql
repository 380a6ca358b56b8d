-- Claims that members suggest. What its author erased keeps its number, which its card goes by, and what became of it.
CREATE TABLE claim_suggestions (
    guild_id      BIGINT   NOT NULL,
    number        BIGINT   NOT NULL,
    event         TEXT     NOT NULL,
    statement     TEXT     NOT NULL,
    source        TEXT     NOT NULL,
    remark        TEXT     NOT NULL,
    channel_id    BIGINT,
    message_id    BIGINT,
    much_like     TEXT     NOT NULL,
    suggested_by  BIGINT,
    suggested_at  BIGINT   NOT NULL,
    tell_me       SMALLINT NOT NULL CHECK (tell_me IN (0, 1)),
    state         TEXT     NOT NULL CHECK (state IN ('held', 'open', 'approved', 'attached', 'rejected', 'erased')),
    slug          TEXT     NOT NULL,
    reason        TEXT     NOT NULL,
    decided_by    BIGINT,
    decided_at    BIGINT,
    assigned_to   BIGINT,
    assigned_at   BIGINT,
    snoozed_until BIGINT,
    PRIMARY KEY (guild_id, number),
    FOREIGN KEY (guild_id, event) REFERENCES events (guild_id, slug)
);
CREATE INDEX claim_suggestions_of_a_person ON claim_suggestions (guild_id, suggested_by);
CREATE INDEX claim_suggestions_open ON claim_suggestions (guild_id, suggested_at) WHERE state = 'open';

-- People from whom no suggestions are taken.
CREATE TABLE blocked (
    guild_id   BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    since      BIGINT NOT NULL,
    blocked_by BIGINT NOT NULL,
    PRIMARY KEY (guild_id, user_id)
);

-- What waits for moderators is looked for wherever it is kept.
CREATE INDEX evidence_suggestions_open ON evidence_suggestions (guild_id, suggested_at) WHERE state = 'open';
CREATE INDEX proposals_open ON proposals (guild_id, proposed_at) WHERE ruling IS NULL AND lapsed_at IS NULL;
CREATE INDEX claims_drafts ON claims (guild_id) WHERE lifecycle = 'draft';
