-- Who is found by which filter, as sets of users in blocks of 4096 rows: the bits of a block, or where they are
-- few a list. Sets combine in memory, so every combination of filters costs about the same.
CREATE TABLE user_sets (
    kind INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    value NOT NULL,
    block INTEGER NOT NULL,
    users BLOB NOT NULL,
    PRIMARY KEY (kind, subject, value, block)
) WITHOUT ROWID;
-- Times of creation and modification side by side, for the filters that take a range of them.
CREATE TABLE user_times (
    kind INTEGER NOT NULL,
    block INTEGER NOT NULL,
    times BLOB NOT NULL,
    PRIMARY KEY (kind, block)
) WITHOUT ROWID;
-- Texts that were searched for and that many users have; whom they find is a set that indexing keeps in step.
CREATE TABLE text_terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE);
-- Moves whenever the text index does.
INSERT INTO counters VALUES ('text', 0);
