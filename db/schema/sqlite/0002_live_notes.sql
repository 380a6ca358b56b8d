-- What is still to be done in Discord: written in the transaction that causes it, deleted when it is done.
CREATE TABLE jobs (
    guild_id     BIGINT  NOT NULL,
    kind         TEXT    NOT NULL CHECK (kind IN
        ('settle', 'echo', 'proposal', 'evidence', 'tip', 'outcome', 'second', 'swarm', 'forget', 'brief', 'calm', 'digest',
         'review')),
    subject      BIGINT  NOT NULL,
    channel_id   BIGINT  NOT NULL,
    haste        INTEGER NOT NULL,
    turn         BIGINT  NOT NULL,
    attempts     INTEGER NOT NULL,
    due_at       BIGINT  NOT NULL,
    leased_until BIGINT  NOT NULL,
    leased_by    TEXT    NOT NULL,
    PRIMARY KEY (guild_id, kind, subject)
);
CREATE INDEX jobs_due ON jobs (haste, due_at);

-- The claim's revision that a reply shows, or could not be made to show, what ended a note, the claim's own text
-- that the message was nearest to, and a digest of what the message says of it.
ALTER TABLE notes ADD COLUMN shown_revision BIGINT;
ALTER TABLE notes ADD COLUMN refused_revision BIGINT;
ALTER TABLE notes ADD COLUMN wording TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN ended_by TEXT CHECK (ended_by IN
    ('moderator', 'members', 'author', 'deletion', 'loss', 'claim'));
UPDATE notes SET shown_revision = claim_revision WHERE state IN ('posted', 'updated');
INSERT INTO jobs (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    SELECT guild_id, 'settle', message_id, MIN(channel_id), 0, 1, 1, MIN(reserved_at), 0, ''
    FROM notes WHERE state = 'reserved' GROUP BY guild_id, message_id;
CREATE INDEX notes_of_a_claim ON notes (guild_id, slug, reserved_at);

-- Messages that repeat a claim soon after a note in the same channel: they are counted and get none of their own.
CREATE TABLE repeats (
    guild_id         BIGINT NOT NULL,
    message_id       BIGINT NOT NULL,
    slug             TEXT   NOT NULL,
    channel_id       BIGINT NOT NULL,
    noted_message_id BIGINT NOT NULL,
    repeated_at      BIGINT NOT NULL,
    PRIMARY KEY (guild_id, message_id, slug),
    FOREIGN KEY (guild_id, noted_message_id, slug) REFERENCES notes (guild_id, message_id, slug) ON DELETE CASCADE
);
CREATE INDEX repeats_of_a_note ON repeats (guild_id, noted_message_id, slug);

-- A change of verdict on its way to the notes that were posted before it, those since an instant.
CREATE TABLE rollouts (
    guild_id    BIGINT NOT NULL,
    slug        TEXT   NOT NULL,
    revision    BIGINT NOT NULL,
    begun_at    BIGINT NOT NULL,
    notes_since BIGINT NOT NULL,
    total       BIGINT NOT NULL,
    PRIMARY KEY (guild_id, slug, revision),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);

-- Which message of the moderators' channel shows what they are to decide; `subject` is that of the job.
CREATE TABLE cards (
    guild_id   BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    subject    BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    PRIMARY KEY (guild_id, kind, subject)
);

-- Everything a guild wishes beyond pausing, as JSON.
ALTER TABLE guilds ADD COLUMN wishes TEXT NOT NULL DEFAULT '{}';

-- People whose messages are never read here, at their own wish.
CREATE TABLE opted_out (
    guild_id BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    since    BIGINT NOT NULL,
    PRIMARY KEY (guild_id, user_id)
);

-- SQLite cannot change a CHECK, so the table is made anew.
CREATE TABLE revisions_2 (
    guild_id      BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    subject       TEXT   NOT NULL,
    action        TEXT   NOT NULL CHECK (action IN
        ('loaded', 'added', 'judged', 'worded', 'paused', 'resumed', 'configured', 'ruled', 'stopped', 'restored', 'evidenced',
         'rechecked', 'lapsed', 'proposed', 'seconded', 'declined', 'breaking', 'calm', 'published', 'blocked', 'unblocked',
         'edited', 'withdrawn', 'merged', 'imported', 'undone')),
    actor_id      BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL,
    before_json   TEXT,
    after_json    TEXT,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    PRIMARY KEY (guild_id, number),
    FOREIGN KEY (guild_id) REFERENCES audit_heads (guild_id)
);
INSERT INTO revisions_2 SELECT * FROM revisions;
DROP TABLE revisions;
ALTER TABLE revisions_2 RENAME TO revisions;
CREATE INDEX revisions_of_a_subject ON revisions (guild_id, subject, number);
