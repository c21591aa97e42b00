-- Times are epoch milliseconds. The user row is the truth; login_ids and the user_* tables index it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES ('revision', 0), ('users', 0), ('test_users', 0);

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL,
    login_ids TEXT NOT NULL,
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    middle_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email TEXT NOT NULL,
    verified_email INTEGER NOT NULL,
    phone TEXT NOT NULL,
    verified_phone INTEGER NOT NULL,
    recovery_email TEXT NOT NULL,
    verified_recovery_email INTEGER NOT NULL,
    recovery_phone TEXT NOT NULL,
    verified_recovery_phone INTEGER NOT NULL,
    picture TEXT NOT NULL,
    status TEXT NOT NULL,
    test INTEGER NOT NULL,
    roles TEXT NOT NULL,
    tenants TEXT NOT NULL,
    first_tenant TEXT NOT NULL,
    apps TEXT NOT NULL,
    attributes TEXT NOT NULL,
    created_time INTEGER NOT NULL,
    modified_time INTEGER NOT NULL,
    password TEXT NOT NULL,
    password_expired INTEGER NOT NULL,
    has_password INTEGER NOT NULL AS (password <> ''),
    totp_seed TEXT NOT NULL,
    totp INTEGER NOT NULL AS (totp_seed <> ''),
    webauthn INTEGER NOT NULL,
    scim INTEGER NOT NULL,
    saml INTEGER NOT NULL,
    oidc INTEGER NOT NULL,
    push INTEGER NOT NULL,
    oauth TEXT NOT NULL,
    consent_expiration INTEGER NOT NULL
);
CREATE UNIQUE INDEX users_user_id ON users (user_id);
CREATE INDEX users_created ON users (created_time, user_id);
CREATE INDEX users_modified ON users (modified_time);
CREATE INDEX users_name ON users (name);
CREATE INDEX users_email ON users (email);
CREATE INDEX users_phone ON users (phone);
CREATE INDEX users_external_id ON users (external_id);
CREATE INDEX users_status ON users (status);
CREATE INDEX users_tenant ON users (first_tenant);
CREATE INDEX users_recovery_email ON users (recovery_email) WHERE recovery_email <> '';
CREATE INDEX users_recovery_phone ON users (recovery_phone) WHERE recovery_phone <> '';
-- One narrow index answers every yes-or-no filter without touching the rows.
CREATE INDEX users_flags ON users (
    verified_email, verified_phone, verified_recovery_email, verified_recovery_phone,
    has_password, totp, webauthn, scim, saml, oidc
);

CREATE TABLE login_ids (login_id TEXT PRIMARY KEY, user INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE test_users (user INTEGER PRIMARY KEY);

CREATE TABLE tenants (
    id INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    parent TEXT NOT NULL,
    domains TEXT NOT NULL,
    attributes TEXT NOT NULL,
    created_time INTEGER NOT NULL
);
CREATE INDEX tenants_parent ON tenants (parent);
CREATE TABLE roles (
    id INTEGER PRIMARY KEY,
    role_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    description TEXT NOT NULL,
    permissions TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    is_private INTEGER NOT NULL,
    created_time INTEGER NOT NULL,
    UNIQUE (name, tenant_id)
);
CREATE TABLE applications (
    id INTEGER PRIMARY KEY,
    app_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    description TEXT NOT NULL,
    created_time INTEGER NOT NULL
);
CREATE TABLE attributes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);

-- Tenant 0 stands for the project level.
CREATE TABLE user_roles (role INTEGER, user INTEGER, tenant INTEGER, PRIMARY KEY (role, user, tenant)) WITHOUT ROWID;
CREATE TABLE user_tenants (tenant INTEGER, user INTEGER, PRIMARY KEY (tenant, user)) WITHOUT ROWID;
CREATE TABLE user_apps (app INTEGER, user INTEGER, PRIMARY KEY (app, user)) WITHOUT ROWID;
CREATE TABLE user_attributes (attribute INTEGER, value, user INTEGER, PRIMARY KEY (attribute, value, user)) WITHOUT ROWID;

-- Text is indexed when it is first searched for, not while users are written.
CREATE VIRTUAL TABLE user_text USING fts5(document, tokenize = 'trigram', detail = none);
CREATE TABLE text_pending (user INTEGER PRIMARY KEY);

CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    user INTEGER NOT NULL,
    rp_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    display_name TEXT NOT NULL,
    public_key TEXT NOT NULL,
    created_time INTEGER NOT NULL
);
CREATE INDEX passkeys_user ON passkeys (user);
CREATE TABLE trusted_devices (
    id TEXT PRIMARY KEY,
    user INTEGER NOT NULL,
    name TEXT NOT NULL,
    device_type TEXT NOT NULL,
    last_login_time INTEGER NOT NULL,
    expiration_time INTEGER NOT NULL,
    last_location TEXT NOT NULL
);
CREATE INDEX trusted_devices_user ON trusted_devices (user);
CREATE TABLE provider_tokens (
    user INTEGER NOT NULL,
    provider TEXT NOT NULL,
    provider_user_id TEXT NOT NULL,
    access_token TEXT NOT NULL,
    refresh_token TEXT NOT NULL,
    expiration INTEGER NOT NULL,
    scopes TEXT NOT NULL,
    PRIMARY KEY (user, provider)
) WITHOUT ROWID;
CREATE TABLE login_history (
    id INTEGER PRIMARY KEY,
    user INTEGER NOT NULL,
    login_time INTEGER NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    ip TEXT NOT NULL,
    selected_tenant TEXT NOT NULL
);
CREATE INDEX login_history_user ON login_history (user, login_time);
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user INTEGER NOT NULL,
    created_time INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    user_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_time INTEGER NOT NULL
);
