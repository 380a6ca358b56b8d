-- What followed a claim (`slug`) to the one it was merged into (`target`), besides its notes: who follows it, what is
-- suggested and asked about it, and the passages it is stopped for. `subject` is a person's id, a number, a message's id or
-- a digest; `was` is what it was before, where that changed with the move. It goes back when the merge is undone.
CREATE TABLE moved_along (
    guild_id BIGINT NOT NULL,
    slug     TEXT   NOT NULL,
    target   TEXT   NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('follow', 'source', 'tip', 'question', 'passage')),
    subject  TEXT   NOT NULL,
    was      TEXT   NOT NULL,
    PRIMARY KEY (guild_id, slug, target, kind, subject),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug),
    FOREIGN KEY (guild_id, target) REFERENCES claims (guild_id, slug)
);
CREATE INDEX moved_along_subjects ON moved_along (guild_id, kind, subject);
CREATE INDEX claim_suggestions_alike ON claim_suggestions (guild_id, much_like);

-- A passage that matches again is kept, so that stopping it and letting it match can both be undone.
ALTER TABLE stopped_passages ADD COLUMN lifted_at BIGINT;

-- A note may end because the press that posted it was undone. SQLite cannot change a CHECK, so the column is made anew.
ALTER TABLE notes ADD COLUMN ended_by_2 TEXT CHECK (ended_by_2 IN
    ('moderator', 'members', 'author', 'deletion', 'loss', 'claim', 'undone'));
UPDATE notes SET ended_by_2 = ended_by;
ALTER TABLE notes DROP COLUMN ended_by;
ALTER TABLE notes RENAME COLUMN ended_by_2 TO ended_by;

-- A suggested source may turn out to be a double when its claim is merged; so is this table made anew.
CREATE TABLE evidence_suggestions_2 (
    guild_id     BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    slug         TEXT   NOT NULL,
    title        TEXT   NOT NULL,
    url          TEXT   NOT NULL,
    stance       TEXT   NOT NULL CHECK (stance IN ('supports', 'refutes', 'context')),
    remark       TEXT   NOT NULL,
    suggested_by BIGINT,
    suggested_at BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'double', 'erased')),
    decided_by   BIGINT,
    decided_at   BIGINT,
    PRIMARY KEY (guild_id, number),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);
INSERT INTO evidence_suggestions_2 SELECT * FROM evidence_suggestions;
DROP TABLE evidence_suggestions;
ALTER TABLE evidence_suggestions_2 RENAME TO evidence_suggestions;
CREATE INDEX suggestions_of_a_claim ON evidence_suggestions (guild_id, slug);
CREATE INDEX suggestions_of_a_person ON evidence_suggestions (guild_id, suggested_by);
CREATE INDEX evidence_suggestions_open ON evidence_suggestions (guild_id, suggested_at) WHERE state = 'open';
