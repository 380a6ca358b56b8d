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

-- A note may end because the press that posted it was undone.
ALTER TABLE notes DROP CONSTRAINT notes_ended_by_check;
ALTER TABLE notes ADD CONSTRAINT notes_ended_by_check CHECK (ended_by IN
    ('moderator', 'members', 'author', 'deletion', 'loss', 'claim', 'undone'));

-- A suggested source may turn out to be a double when its claim is merged.
ALTER TABLE evidence_suggestions DROP CONSTRAINT evidence_suggestions_state_check;
ALTER TABLE evidence_suggestions ADD CONSTRAINT evidence_suggestions_state_check CHECK (state IN
    ('open', 'accepted', 'declined', 'double', 'erased'));
