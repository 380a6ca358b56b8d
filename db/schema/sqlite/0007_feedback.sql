-- One voice a person and note-claim: "wrong match" or "helpful". That of an account younger than a week does not count.
ALTER TABLE objections RENAME TO voices;
ALTER TABLE voices RENAME COLUMN objected_at TO voiced_at;
ALTER TABLE voices ADD COLUMN voice TEXT NOT NULL DEFAULT 'wrong' CHECK (voice IN ('wrong', 'helpful'));
ALTER TABLE voices ADD COLUMN counts SMALLINT NOT NULL DEFAULT 1 CHECK (counts IN (0, 1));
UPDATE voices SET counts = 0 WHERE voiced_at - ((user_id >> 22) + 1420070400000) < 604800000;

-- SQLite cannot change a CHECK, so the table is made anew: a wording may be stopped, too.
CREATE TABLE wordings_2 (
    guild_id BIGINT  NOT NULL,
    slug     TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('wording', 'counter', 'stopped')),
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (guild_id, slug, kind, position),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug) ON DELETE CASCADE
);
INSERT INTO wordings_2 SELECT * FROM wordings;
DROP TABLE wordings;
ALTER TABLE wordings_2 RENAME TO wordings;

-- Passages that never get a claim's note again, by their digests, each with the wording that was
-- stopped with it; '' where none was.
CREATE TABLE stopped_passages (
    guild_id   BIGINT NOT NULL,
    slug       TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    wording    TEXT   NOT NULL,
    stopped_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, slug, digest),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);

-- Notes that many new accounts spoke up about within a minute; each is noticed once.
CREATE TABLE swarms (
    guild_id   BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    slug       TEXT   NOT NULL,
    noticed_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, message_id),
    FOREIGN KEY (guild_id, message_id, slug) REFERENCES notes (guild_id, message_id, slug) ON DELETE CASCADE
);

-- Sources that members suggest. What its author erased keeps its number, which its card goes by, and nothing else.
CREATE TABLE evidence_suggestions (
    guild_id     BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    slug         TEXT   NOT NULL,
    title        TEXT   NOT NULL,
    url          TEXT   NOT NULL,
    stance       TEXT   NOT NULL CHECK (stance IN ('supports', 'refutes', 'context')),
    remark       TEXT   NOT NULL,
    suggested_by BIGINT,
    suggested_at BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'erased')),
    decided_by   BIGINT,
    decided_at   BIGINT,
    PRIMARY KEY (guild_id, number),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);
CREATE INDEX suggestions_of_a_claim ON evidence_suggestions (guild_id, slug);
CREATE INDEX suggestions_of_a_person ON evidence_suggestions (guild_id, suggested_by);
