-- Times are epoch milliseconds. A `record` is the whole thing as JSON; the columns beside it are what it is found by.
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES ('revision', 0), ('users', 0), ('test_users', 0);

CREATE TABLE users (id INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE login_ids (login_id TEXT PRIMARY KEY, user INTEGER NOT NULL) WITHOUT ROWID;

-- What searches look at, written with the user. It is scanned: no combination of filters is slower than another.
CREATE TABLE search (
    user INTEGER PRIMARY KEY,
    test INTEGER NOT NULL,
    created_time INTEGER NOT NULL,
    modified_time INTEGER NOT NULL,
    status TEXT NOT NULL,
    flags INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    first_tenant TEXT NOT NULL,
    recovery_email TEXT NOT NULL,
    recovery_phone TEXT NOT NULL,
    tags TEXT NOT NULL,
    text TEXT NOT NULL
);
-- The order of exports.
CREATE INDEX search_created ON search (test, created_time, user_id);

CREATE TABLE tenants (id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL UNIQUE, parent TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX tenants_parent ON tenants (parent);
CREATE TABLE roles (
    id INTEGER PRIMARY KEY,
    role_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Empty for a role of the project.
    tenant_id TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (name, tenant_id)
);
CREATE TABLE applications (id INTEGER PRIMARY KEY, app_id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE attributes (
    id INTEGER PRIMARY KEY,
    -- 0 for users, 1 for their memberships in families.
    scope INTEGER NOT NULL,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (scope, name)
);

CREATE TABLE passkeys (id TEXT PRIMARY KEY, user INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX passkeys_user ON passkeys (user);
CREATE TABLE trusted_devices (id TEXT PRIMARY KEY, user INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX trusted_devices_user ON trusted_devices (user);
CREATE TABLE provider_tokens (
    user INTEGER NOT NULL,
    provider TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (user, provider)
) WITHOUT ROWID;
-- Times of sign-ins are epoch seconds.
CREATE TABLE login_history (id INTEGER PRIMARY KEY, user INTEGER NOT NULL, login_time INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX login_history_user ON login_history (user, login_time);
CREATE TABLE sessions (id TEXT PRIMARY KEY, user INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user);
-- Codes and links that wait to be shown back.
CREATE TABLE challenges (
    key TEXT PRIMARY KEY,
    user INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX challenges_user ON challenges (user);
CREATE INDEX challenges_expires ON challenges (expires);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX outbox_recipient ON outbox (recipient);
