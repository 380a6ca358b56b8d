-- Instants (… _at, as_of, review_by) are milliseconds since 1970 UTC; lists are JSON arrays.
PRAGMA application_id = 1128355397;

CREATE TABLE installation (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE guilds (
    guild_id        BIGINT   NOT NULL PRIMARY KEY,
    paused          SMALLINT NOT NULL CHECK (paused IN (0, 1)),
    paused_channels TEXT     NOT NULL
);

CREATE TABLE events (
    guild_id  BIGINT NOT NULL,
    slug      TEXT   NOT NULL,
    title     TEXT   NOT NULL,
    summary   TEXT   NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at   BIGINT,
    PRIMARY KEY (guild_id, slug)
);

CREATE TABLE timeline (
    guild_id    BIGINT  NOT NULL,
    event       TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    happened_at BIGINT  NOT NULL,
    precision   TEXT    NOT NULL CHECK (precision IN ('minute', 'hour', 'day', 'month')),
    text        TEXT    NOT NULL,
    verdict     TEXT    NOT NULL CHECK (verdict IN
        ('unverified', 'disputed', 'confirmed', 'false', 'misleading', 'partly_true')),
    sources     TEXT    NOT NULL,
    PRIMARY KEY (guild_id, event, position),
    FOREIGN KEY (guild_id, event) REFERENCES events (guild_id, slug)
);

CREATE TABLE terms (
    guild_id    BIGINT  NOT NULL,
    event       TEXT    NOT NULL,
    slug        TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('person', 'group', 'place', 'weapon', 'thing')),
    name        TEXT    NOT NULL,
    aliases     TEXT    NOT NULL,
    description TEXT    NOT NULL,
    PRIMARY KEY (guild_id, event, slug),
    FOREIGN KEY (guild_id, event) REFERENCES events (guild_id, slug)
);

CREATE TABLE claims (
    guild_id      BIGINT   NOT NULL,
    slug          TEXT     NOT NULL,
    event         TEXT     NOT NULL,
    statement     TEXT     NOT NULL,
    said_by       TEXT     NOT NULL,
    first_said_at BIGINT,
    lifecycle     TEXT     NOT NULL CHECK (lifecycle IN
        ('draft', 'in_review', 'published', 'needs_recheck', 'superseded', 'withdrawn')),
    auto_note     SMALLINT NOT NULL CHECK (auto_note IN (0, 1)),
    review_by     BIGINT,
    revision      BIGINT   NOT NULL CHECK (revision > 0),
    PRIMARY KEY (guild_id, slug),
    FOREIGN KEY (guild_id, event) REFERENCES events (guild_id, slug)
);

CREATE TABLE wordings (
    guild_id BIGINT  NOT NULL,
    slug     TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('wording', 'counter')),
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (guild_id, slug, kind, position),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug) ON DELETE CASCADE
);

CREATE TABLE judgements (
    guild_id    BIGINT  NOT NULL,
    slug        TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    as_of       BIGINT  NOT NULL,
    verdict     TEXT    NOT NULL CHECK (verdict IN
        ('unverified', 'disputed', 'confirmed', 'false', 'misleading', 'partly_true')),
    known       TEXT    NOT NULL,
    unknown     TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    confidence  TEXT    NOT NULL CHECK (confidence IN ('low', 'moderate', 'high')),
    reason_tags TEXT    NOT NULL,
    judged_by   BIGINT,
    PRIMARY KEY (guild_id, slug, number),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug) ON DELETE CASCADE
);

CREATE TABLE evidence (
    guild_id       BIGINT  NOT NULL,
    slug           TEXT    NOT NULL,
    judgement      INTEGER NOT NULL,
    position       INTEGER NOT NULL,
    title          TEXT    NOT NULL,
    publisher      TEXT    NOT NULL,
    url            TEXT,
    published_at   BIGINT,
    captured_at    BIGINT,
    archive_url    TEXT,
    content_sha256 TEXT,
    stance         TEXT    NOT NULL CHECK (stance IN ('supports', 'refutes', 'context')),
    grade          TEXT,
    PRIMARY KEY (guild_id, slug, judgement, position),
    FOREIGN KEY (guild_id, slug, judgement) REFERENCES judgements (guild_id, slug, number) ON DELETE CASCADE
);

CREATE TABLE links (
    guild_id BIGINT  NOT NULL,
    slug     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    relation TEXT    NOT NULL CHECK (relation IN ('narrower', 'wider', 'supersedes', 'contradicts')),
    target   TEXT    NOT NULL,
    PRIMARY KEY (guild_id, slug, position),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug) ON DELETE CASCADE,
    FOREIGN KEY (guild_id, target) REFERENCES claims (guild_id, slug)
);

CREATE TABLE notes (
    guild_id       BIGINT NOT NULL,
    message_id     BIGINT NOT NULL,
    slug           TEXT   NOT NULL,
    channel_id     BIGINT NOT NULL,
    claim_revision BIGINT NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('reserved', 'posted', 'updated', 'withdrawn')),
    reserved_at    BIGINT NOT NULL,
    posted_at      BIGINT,
    withdrawn_at   BIGINT,
    reply_id       BIGINT,
    PRIMARY KEY (guild_id, message_id, slug),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug)
);
CREATE INDEX notes_of_a_reply ON notes (guild_id, reply_id);
CREATE INDEX notes_reserved ON notes (guild_id, reserved_at) WHERE state = 'reserved';

CREATE TABLE objections (
    guild_id    BIGINT NOT NULL,
    message_id  BIGINT NOT NULL,
    slug        TEXT   NOT NULL,
    user_id     BIGINT NOT NULL,
    objected_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, message_id, slug, user_id),
    FOREIGN KEY (guild_id, message_id, slug) REFERENCES notes (guild_id, message_id, slug) ON DELETE CASCADE
);

-- The last link of each guild's chain: locked while one is added, and proof that none was cut off.
CREATE TABLE audit_heads (
    guild_id BIGINT NOT NULL PRIMARY KEY,
    number   BIGINT NOT NULL,
    hash     TEXT   NOT NULL
);

CREATE TABLE revisions (
    guild_id      BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    subject       TEXT   NOT NULL,
    action        TEXT   NOT NULL CHECK (action IN
        ('loaded', 'added', 'judged', 'worded', 'paused', 'resumed')),
    actor_id      BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL,
    before_json   TEXT,
    after_json    TEXT,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    PRIMARY KEY (guild_id, number),
    FOREIGN KEY (guild_id) REFERENCES audit_heads (guild_id)
);
CREATE INDEX revisions_of_a_subject ON revisions (guild_id, subject, number);
