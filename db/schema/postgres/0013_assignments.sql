-- Who works on what waits for moderators and since when, or until when it is put aside. A suggestion goes by its
-- number, a draft by its claim's slug; 0 and '' stand for what a kind does not have.
CREATE TABLE assignments (
    guild_id      BIGINT NOT NULL,
    kind          TEXT   NOT NULL CHECK (kind IN ('claim', 'evidence', 'draft')),
    number        BIGINT NOT NULL,
    slug          TEXT   NOT NULL,
    assigned_to   BIGINT,
    assigned_at   BIGINT,
    snoozed_until BIGINT,
    PRIMARY KEY (guild_id, kind, number, slug),
    CHECK ((assigned_to IS NULL) = (assigned_at IS NULL) AND (assigned_to IS NULL) <> (snoozed_until IS NULL))
);
CREATE INDEX assignments_of_a_person ON assignments (guild_id, assigned_to);
INSERT INTO assignments (guild_id, kind, number, slug, assigned_to, assigned_at, snoozed_until)
    SELECT guild_id, 'claim', number, '', assigned_to, assigned_at,
        CASE WHEN assigned_to IS NULL THEN snoozed_until END
    FROM claim_suggestions
    WHERE state = 'open' AND (assigned_to IS NOT NULL OR snoozed_until IS NOT NULL);
ALTER TABLE claim_suggestions DROP COLUMN assigned_to;
ALTER TABLE claim_suggestions DROP COLUMN assigned_at;
ALTER TABLE claim_suggestions DROP COLUMN snoozed_until;

-- A suggested source may be corrected, be accepted for another claim than it was suggested for ('' for its own), be
-- declined with a reason, and its author may want to hear of it.
ALTER TABLE evidence_suggestions ADD COLUMN publisher TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_suggestions ADD COLUMN attached_to TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_suggestions ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_suggestions ADD COLUMN tell_me SMALLINT NOT NULL DEFAULT 0 CHECK (tell_me IN (0, 1));

-- Who suggested a source is told what became of it, too.
ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check;
ALTER TABLE jobs ADD CONSTRAINT jobs_kind_check CHECK (kind IN
    ('settle', 'echo', 'proposal', 'evidence', 'tip', 'outcome', 'source_outcome', 'second', 'swarm', 'forget',
     'brief', 'calm', 'digest', 'review'));

-- Cards that wait have other buttons from now on.
INSERT INTO jobs (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    SELECT c.guild_id, c.kind, c.subject, 0, 0, 1, 0, 0, 0, '' FROM cards c
    WHERE (c.kind = 'tip' AND EXISTS (SELECT 1 FROM claim_suggestions s
            WHERE s.guild_id = c.guild_id AND s.number = c.subject AND s.state = 'open'))
        OR (c.kind = 'evidence' AND EXISTS (SELECT 1 FROM evidence_suggestions s
            WHERE s.guild_id = c.guild_id AND s.number = c.subject AND s.state = 'open'))
    ON CONFLICT (guild_id, kind, subject) DO UPDATE SET turn = jobs.turn + 1, due_at = excluded.due_at;
