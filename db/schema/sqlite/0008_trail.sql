-- Why a claim was withdrawn; '' for one that is not.
ALTER TABLE claims ADD COLUMN withdrawn_because TEXT NOT NULL DEFAULT '';

-- The trail is looked through by who changed something, and from a time on.
CREATE INDEX revisions_of_an_actor ON revisions (guild_id, actor_id, number);
CREATE INDEX revisions_in_time ON revisions (guild_id, changed_at, number);

-- Who is linked to a claim.
CREATE INDEX links_to_a_claim ON links (guild_id, target);

-- Notes that follow a claim (`slug`) to the one it was merged into (`target`), with the revision that they were
-- posted at: they go back when the merge is undone.
CREATE TABLE moved_notes (
    guild_id       BIGINT NOT NULL,
    slug           TEXT   NOT NULL,
    target         TEXT   NOT NULL,
    message_id     BIGINT NOT NULL,
    claim_revision BIGINT NOT NULL,
    PRIMARY KEY (guild_id, slug, target, message_id),
    FOREIGN KEY (guild_id, slug) REFERENCES claims (guild_id, slug),
    FOREIGN KEY (guild_id, target) REFERENCES claims (guild_id, slug)
);
