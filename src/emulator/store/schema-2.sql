-- Codes and links that wait to be shown back.
CREATE TABLE challenges (
    key TEXT PRIMARY KEY,
    user INTEGER NOT NULL,
    channel TEXT NOT NULL,
    payload TEXT NOT NULL,
    expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX challenges_user ON challenges (user);
CREATE INDEX challenges_expires ON challenges (expires);
CREATE INDEX outbox_recipient ON outbox (recipient);
