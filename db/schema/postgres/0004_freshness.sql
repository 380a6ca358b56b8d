-- Which claims are past their review, and which is due next.
CREATE INDEX claims_by_review ON claims (guild_id, lifecycle, review_by);

-- One review waits for every guild with claims; the first finds out when the next is due.
INSERT INTO jobs (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    SELECT DISTINCT guild_id, 'review', guild_id, 0, 1, 1, 0, 0, 0, '' FROM claims;
