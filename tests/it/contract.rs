//! Every request that the commands send and every reply that the emulator gives is valid by the
//! contract, judged by a validator that knows nothing of our types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{Contract, Exchange, Recorded};

/// Command lines that together use every operation and every field: each operation with as little as
/// it takes, and with all it has. `!` marks those that the emulator refuses; `> FILE` keeps the token
/// of the reply for later lines.
const WALK: &[&str] = &[
    "user load alice@example.com",
    "user load U2ExampleAlice00000000000001",
    "user load U2ExampleAlice00000000000001 U2ExampleBob0000000000000002",
    "user load alice@example.com bob",
    "! user load nobody@example.com",
    "user search",
    "user search --all",
    "user search alice --limit 5 --page 1 --sort email:desc --login-id alice@example.com \
     --user-id U2ExampleAlice00000000000001 --email alice@example.com --phone +15550100001 \
     --recovery-email r@example.com --recovery-phone +15550100009 --status enabled --tenant acme \
     --include-sub-tenants --role admin --tenant-role acme=admin,viewer --tenant-role-id acme=r1+r2 \
     --app crm --attribute plan=pro --created-after 2026-01-01 --created-before 2026-02-01T00:00:00Z \
     --modified-after 7d --modified-before 1h --verified-email --verified-phone=false \
     --verified-recovery-email=false --verified-recovery-phone=false --has-password --has-totp=false \
     --has-passkey --family smith --dependent=false --lock-reason totp --temp-lock-reason password \
     --scim=false --scim-only=false --sso-only=false --with-test-users \
     --selected-column userId",
    "user search --offset 3",
    "user search --test-users-only",
    "user login-history alice@example.com",
    "user login-history U2ExampleAlice00000000000001 U2ExampleBob0000000000000002",
    "user provider-token alice@example.com --provider google",
    "user provider-token alice@example.com --provider google --with-refresh-token --force-refresh",
    "user create dora@example.com --email dora@example.com",
    "user create erin@example.com --email erin@example.com --verified-email --phone +15550100020 \
     --verified-phone --name Erin --given-name Erin --middle-name M --family-name Example \
     --picture https://example.com/erin.png --role viewer --tenant acme=viewer --family smith=viewer --attribute plan=pro \
     --attribute seats:=3 --additional-login-id erin --app crm --status enabled \
     --recovery-email erin2@example.com --verified-recovery-email --recovery-phone +15550100021 \
     --verified-recovery-phone --invite=false --invite-url https://example.com/in --send-mail=false \
     --send-sms=false --template-option name=Erin --template-id t1 --locale en --test=false",
    "user create frank@example.com --email frank@example.com --password-file password.txt",
    "user create gina@example.com --email gina@example.com --hashed-password-file hash.json",
    "! user create alice@example.com --email alice@example.com",
    "! user create nocontact",
    "user invite ina@example.com",
    "user invite U2ExampleAlice00000000000001",
    "user invite ivan@example.com --email ivan@example.com --verified-email --phone +15550100050 \
     --verified-phone --name Ivan --given-name Ivan --middle-name M --family-name Example \
     --picture https://example.com/ivan.png --role viewer --tenant acme=viewer --family smith=viewer --attribute plan=pro \
     --additional-login-id ivan --app crm --status invited --recovery-email ivan2@example.com \
     --verified-recovery-email --recovery-phone +15550100051 --verified-recovery-phone \
     --invite-url https://example.com/in --send-mail --send-sms=false --template-option name=Ivan \
     --template-id t1 --locale en --test=false --password-file password.txt",
    "user invite iris@example.com --hashed-password-file hash.json",
    "! user invite U2Nobody00000000000000000000",
    "test-user create robot@example.com --email robot@example.com",
    "test-user create +15550100060 --email r@example.com --verified-email --phone +15550100060 \
     --verified-phone --name Robot --given-name R --middle-name O --family-name Bot \
     --picture https://example.com/r.png --role viewer --tenant acme=viewer --family smith=viewer --attribute plan=pro \
     --additional-login-id robot --app crm --status enabled --recovery-email r2@example.com \
     --verified-recovery-email --recovery-phone +15550100061 --verified-recovery-phone --invite=false \
     --invite-url https://example.com/in --send-mail=false --send-sms=false --template-option a=b \
     --template-id t1 --locale en --password-file password.txt",
    "test-user create hashed@example.com --email h@example.com --hashed-password-file hash.json",
    "test-user otp robot@example.com",
    "test-user otp +15550100060 --delivery-method sms --stepup=false --mfa=false --claim plan=pro \
     --app crm --tenant acme --template-option a=b --template-id t1 --locale en --pkce-challenge YQ== \
     --revoke-other-sessions --revoke-session-type web",
    "test-user magic-link robot@example.com",
    "test-user magic-link robot --delivery-method embedded --redirect-url https://example.com/verify \
     --stepup=false --mfa=false --claim plan=pro --app crm --tenant acme --template-option a=b \
     --template-id t1 --locale en --pkce-challenge YQ== --revoke-other-sessions --revoke-session-type web",
    "test-user enchanted-link robot@example.com",
    "test-user enchanted-link robot --redirect-url https://example.com/verify --stepup=false --mfa=false \
     --claim plan=pro --app crm --tenant acme --template-option a=b --template-id t1 --locale en \
     --pkce-challenge YQ== --revoke-other-sessions --revoke-session-type web",
    "! test-user otp nobody@example.com",
    "test-user delete-all --yes",
    "! user batch-create users.csv --on-exists fail",
    "user batch-create full.jsonl --invite=false --invite-url https://example.com/in --send-mail=false \
     --send-sms=false --template-option a=b --template-id t1 --locale en",
    "user update bob --email bob@example.com --name Bobby --replace --yes",
    "user update erin@example.com --email erin@example.com --verified-email --phone +15550100020 \
     --verified-phone --name Erin --given-name Erin --middle-name M --family-name Example \
     --picture https://example.com/erin.png --role viewer --family smith --attribute plan=pro \
     --attribute seats:=4 --additional-login-id erin --app crm --status enabled \
     --recovery-email erin2@example.com --verified-recovery-email --recovery-phone +15550100021 \
     --verified-recovery-phone --replace --yes",
    "user update erin@example.com --email erin@example.com --tenant acme=viewer --replace --yes",
    "! user update erin@example.com --email erin@example.com --role viewer --tenant acme=viewer --replace --yes",
    "user batch-patch patch.jsonl",
    "user batch-invite invited.jsonl --online --invite-url https://example.com/in --send-mail \
     --send-sms=false --template-option team=Sales --template-id t1 --locale de",
    "user batch-run add-tenant members.csv --set tenantId=acme --set roleNames=viewer",
    "user batch-run remove-tenant members.csv --set tenantId=acme --yes",
    "user patch bob --name Bob --attribute plan=free",
    "user patch bob --clear picture --clear roles --scim=false --yes",
    "user patch erin@example.com --email erin@example.com --verified-email --phone +15550100020 \
     --verified-phone --name Erin --given-name Erin --middle-name M --family-name Example \
     --picture https://example.com/erin.png --role viewer --tenant acme=viewer --family smith=viewer --attribute plan=pro \
     --additional-login-id erin --app crm --status enabled --recovery-email erin2@example.com \
     --verified-recovery-email --recovery-phone +15550100021 --verified-recovery-phone --yes",
    "user update-status bob disabled",
    "user enable bob",
    "user disable bob",
    "user update-email bob robert@example.com --verified",
    "user update-email bob --remove --yes",
    "! user update-email bob alice@example.com",
    "user update-phone bob +15550100030 --verified=false",
    "user update-phone bob --remove --yes",
    "user update-login-id robert@example.com robert",
    "user update-login-id robert --remove",
    "user update-display-name bob Bob --given-name Bob --middle-name B --family-name Example",
    "user update-picture bob https://example.com/bob.png",
    "user update-picture bob --remove",
    "user update-custom-attributes bob plan=pro seats:=7",
    "! user update-custom-attributes bob nosuch=1",
    "user update-recovery-email bob bob2@example.com --verified",
    "user update-recovery-email bob --remove --yes",
    "user update-recovery-phone bob +15550100031 --verified=false",
    "user update-recovery-phone bob --remove --yes",
    "user update-impersonation-consent bob 7d",
    "user update-impersonation-consent U2ExampleBob0000000000000002 --revoke",
    "user add-tenant bob acme --role viewer",
    "user remove-tenant bob acme",
    "user add-family bob smith=viewer jones",
    "attribute create-family nickname:text",
    r#"user add-family bob '{"familyId":"smith","roleNames":["admin"],"familyScopedAttributes":{"nickname":"Bobby"}}'"#,
    "! user add-family bob smith=nosuch",
    "user remove-family bob smith",
    "user add-role bob viewer",
    "user add-role bob viewer --tenant globex",
    "user set-roles bob admin --yes",
    "user remove-role bob admin",
    "user remove-role bob viewer --tenant globex",
    "user set-roles bob --none --tenant globex --yes",
    "user add-app bob crm wiki",
    "user set-apps bob wiki --yes",
    "user remove-app bob wiki --allow-all-apps",
    "user set-active-password alice@example.com --password-file password.txt --yes",
    "user set-temporary-password alice@example.com --generate --yes",
    "user expire-password alice@example.com --yes",
    "user logout alice@example.com --yes --session-type web",
    "user logout U2ExampleAlice00000000000001 --yes",
    "user list-passkeys alice@example.com",
    "user delete-passkey alice@example.com example-passkey --yes",
    "! user delete-passkey alice@example.com example-passkey --yes",
    "user delete-passkeys alice@example.com --yes",
    "user import-passkeys alice@example.com passkeys.json",
    "user delete-totp alice@example.com --yes",
    "user delete-recovery-codes alice@example.com --yes",
    "user list-trusted-devices alice@example.com U2ExampleBob0000000000000002",
    "user remove-trusted-devices alice@example.com device-1 device-2 --yes",
    "user embedded-link alice@example.com",
    "user embedded-link alice@example.com --claim plan=pro --lifetime 600",
    "! user embedded-link nobody@example.com",
    "user sign-up-embedded-link lena@example.com",
    "user sign-up-embedded-link lars@example.com --email lars@example.com --verified-email \
     --phone +15550100070 --verified-phone --name Lars --given-name Lars --middle-name M \
     --family-name Example --recovery-email l2@example.com --recovery-phone +15550100071 --stepup=false \
     --mfa=false --claim plan=pro --app crm --tenant acme --template-option a=b --template-id t1 \
     --locale en --pkce-challenge YQ== --revoke-other-sessions=false --revoke-session-type web \
     --lifetime 600",
    "jwt sign-in alice@example.com > refresh.jwt",
    "jwt update --jwt-file refresh.jwt",
    "jwt update --jwt-file refresh.jwt --claim plan=pro --refresh-duration 600",
    "jwt sign-in alice@example.com --stepup --mfa --jwt-file refresh.jwt --claim plan=pro --app crm \
     --revoke-other-sessions --revoke-session-type web --refresh-duration 600 --selected-tenant acme",
    "! jwt sign-in nobody@example.com",
    "jwt sign-up sam@example.com",
    "jwt sign-up sue@example.com --email sue@example.com --verified-email --phone +15550100080 \
     --verified-phone --name Sue --given-name Sue --middle-name M --family-name Example \
     --recovery-email s2@example.com --recovery-phone +15550100081 --claim plan=pro --app crm \
     --refresh-duration 600 --selected-tenant acme --tenant acme=viewer",
    "! jwt sign-up sam@example.com",
    "jwt sign-up-or-in sam@example.com",
    "jwt sign-up-or-in sid@example.com --email sid@example.com --verified-email --phone +15550100090 \
     --verified-phone --name Sid --given-name Sid --middle-name M --family-name Example \
     --recovery-email s3@example.com --recovery-phone +15550100091 --claim plan=pro --app crm \
     --refresh-duration 600 --selected-tenant acme --tenant acme=viewer",
    "jwt impersonate erin@example.com --impersonator alice@example.com > acting.jwt",
    "jwt impersonate erin@example.com --impersonator U2ExampleAlice00000000000001 \
     --validate-consent=false --claim plan=pro --selected-tenant acme --refresh-duration 600 \
     --session-cookie-name DS",
    "jwt impersonate-stepup erin@example.com --impersonator alice@example.com --validate-consent=false \
     --claim plan=pro --selected-tenant acme --refresh-duration 600 --session-cookie-name DS",
    "jwt stop-impersonation --jwt-file acting.jwt --claim plan=pro --selected-tenant acme \
     --refresh-duration 600",
    "jwt anonymous",
    "jwt anonymous --claim cart=42 --selected-tenant acme --role viewer --refresh-duration 600",
    "user import export.json --source auth0 --validate-only",
    "user import export.json --source auth0 --hashes hashes.json --yes",
    "user delete dora@example.com --yes --backup deleted.jsonl",
    "user delete U2ExampleCarol00000000000003 --yes --no-backup",
    "user restore deleted.jsonl",
    "user restore deleted.jsonl",
    "user batch-delete leavers.txt --yes",
    "! user delete nobody --yes",
    "attribute list",
    "attribute create level:number",
    "attribute create size:single-select --display-name Size --option s=Small --option l --default s \
     --view-permission 'SSO Admin' --edit-permission 'User Admin' --required",
    "! attribute create colour:single-select",
    "attribute delete level --yes",
    "attribute create-family duty:single-select --display-name Duty --option c=Cook --option d --default d \
     --view-permission 'SSO Admin' --edit-permission 'User Admin' --required",
    "attribute list-family",
    "attribute delete-family duty --yes",
    "tenant list",
    "tenant create Initech --id initech --domain initech.example",
    "role list",
    "role create editor --description 'May change texts' --permission write --tenant initech",
    "role delete editor --tenant initech --yes",
    "tenant delete initech --yes",
];

/// Fields that no command sends, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("searchUsers.loginId", "`--login-id` sends `loginIds`, which says the same"),
    ("searchUsers.testUsersOnly", "`--test-users-only` goes to the path for test users"),
    ("deleteUser.loginId", "the user is loaded first, and deleted by the ID that was shown"),
    ("updateUser.test", "sent by one SDK, effect unknown"),
    ("patchUser.test", "sent by one SDK, effect unknown"),
    ("setUserActivePassword.setActive", "says the same as the path"),
    ("setUserTemporaryPassword.setActive", "says the same as the path"),
    ("deleteUserPasskeys.credentialId", "one passkey has an operation of its own"),
    ("impersonateUser.stepup", "the other path says it"),
    ("impersonateUserStepup.stepup", "the path says it"),
    ("generateSignUpEmbeddedLink.user.loginId", "the login ID stands beside the profile"),
    ("mgmtSignUp.user.loginId", "the login ID stands beside the profile"),
    ("mgmtSignUpOrIn.user.loginId", "the login ID stands beside the profile"),
];

/// Operations that no line sends, and why.
const NOT_WALKED: &[(&str, &str)] = &[
    ("searchUsersV1", "searchUsers is its successor"),
    ("getUsersHistory", "getUsersHistoryV1 returns the same, and the SDKs use it"),
    ("addUserRolesV1", "addUserRoles is its successor"),
    ("setUserPassword", "the old name of setUserTemporaryPassword"),
    ("getLicense", "the record of exchanges leaves it out"),
];

#[test]
fn every_exchange_is_valid_and_every_field_is_sent() {
    let contract = Contract::load();
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("password.txt", "correct horse battery staple 1A!\n");
    sandbox.file(
        "hash.json",
        r#"{"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}}"#,
    );
    sandbox.file(
        "users.csv",
        "loginId,email\nhal@example.com,hal@example.com\nalice@example.com,x@example.com\n",
    );
    sandbox.file("full.jsonl", FULL_ROWS);
    sandbox.file("patch.jsonl", r#"{"loginId":"bob","name":"Bob"}"#);
    sandbox.file("leavers.txt", "hal@example.com\n");
    sandbox.file("members.csv", "loginId\nbob\n");
    sandbox.file("invited.jsonl", r#"{"loginId":"ina@example.com","email":"ina@example.com"}"#);
    sandbox.file("passkeys.json", PASSKEYS);
    sandbox.file("export.json", r#"[{"email": "otto@example.com", "email_verified": true}]"#);
    sandbox.file("hashes.json", r#"{"email": "otto@example.com", "passwordHash": "$2b$10$abc"}"#);
    let mut sent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in WALK {
        let (refused, line) = line.strip_prefix("! ").map_or((false, *line), |line| (true, line));
        let (line, keep) = line.split_once(" > ").map_or((line, None), |(line, file)| (line, Some(file)));
        let words = shlex::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcome = sandbox.run(&[words.as_slice(), &["-o", "json"]].concat());
        let exchanges = emulator.take();
        assert!(!exchanges.is_empty(), "{line} sent nothing\n{outcome}");
        assert!(outcome.code != 2 && (outcome.code == 0) != refused, "{line}\n{outcome}");
        // What only an emulator has is not in the contract.
        for exchange in exchanges.into_iter().filter(|exchange| !exchange.path.starts_with("/_emulator/")) {
            let id = contract.check(&exchange).unwrap_or_else(|why| panic!("{line}\n{why}"));
            sent.entry(id).or_default().extend(names_in(&exchange.request));
        }
        if let Some(file) = keep {
            let reply = outcome.json();
            let token = reply["refreshJwt"].as_str().or(reply["jwt"].as_str());
            sandbox.file(file, token.unwrap());
        }
    }
    all_operations_were_walked(&contract, &sent);
    all_fields_were_sent(&contract, &sent);
}

/// The fields of a request, with those of objects and of the users of a batch below them.
fn names_in(request: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for (name, value) in request.as_object().into_iter().flatten() {
        names.push(name.clone());
        let parts = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let keys = parts.iter().filter_map(Value::as_object).flat_map(|part| part.keys());
        names.extend(keys.map(|key| format!("{name}.{key}")));
    }
    names
}

#[test]
fn the_validator_refuses_what_the_contract_does_not_have() {
    let contract = Contract::load();
    let exchange = |request: Value, reply: Value| Exchange {
        method: "POST".into(),
        path: "/v1/mgmt/user/update/email".into(),
        query: String::new(),
        request,
        status: 200,
        reply,
    };
    let good = json!({"loginId": "a", "email": "a@example.com", "failOnConflict": true});
    assert_eq!(contract.check(&exchange(good.clone(), json!({"user": {}}))).unwrap(), "updateUserEmail");
    let misspelt = json!({"loginId": "a", "email": "a@example.com", "failOnConflicts": true});
    assert!(contract.check(&exchange(misspelt, json!({}))).is_err());
    assert!(contract.check(&exchange(json!({"loginId": "a"}), json!({}))).is_err());
    assert!(contract.check(&exchange(good.clone(), json!({"user": {"createdTime": "soon"}}))).is_err());
    assert!(contract.check(&exchange(good, json!({"user": {}, "extra": 1}))).is_err());
}

fn all_operations_were_walked(contract: &Contract, sent: &BTreeMap<String, BTreeSet<String>>) {
    for operation in contract.operations() {
        let reason = NOT_WALKED.iter().find(|(id, _)| *id == operation.id);
        let walked = sent.contains_key(&operation.id);
        assert!(walked || reason.is_some(), "{} was not walked", operation.id);
        assert!(!walked || reason.is_none(), "{} was walked: strike its reason", operation.id);
    }
}

fn all_fields_were_sent(contract: &Contract, sent: &BTreeMap<String, BTreeSet<String>>) {
    let mut missing = Vec::new();
    for operation in contract.operations() {
        let Some(sent) = sent.get(&operation.id) else { continue };
        for field in contract.fields(&operation.body).iter().flat_map(|field| with_parts(contract, field)) {
            let name = format!("{}.{field}", operation.id);
            let left_out = LEFT_OUT.iter().any(|(left_out, _)| *left_out == name);
            // The search for test users is the same command as the search.
            let walked = operation.id == "searchTestUsers" || sent.contains(&field);
            if !walked && !left_out {
                missing.push(name);
            }
        }
    }
    let rows = contract.fields(&json!({ "$ref": "#/components/schemas/BatchUser" }));
    let batch = &sent["createUsersBatch"];
    missing.extend(
        rows.iter()
            .filter(|field| !batch.contains(&format!("users.{field}")))
            .map(|field| format!("BatchUser.{field}"))
            .filter(|name| !LEFT_OUT.iter().any(|(left_out, _)| left_out == name)),
    );
    assert!(missing.is_empty(), "no command sent {missing:?}");
}

/// A field, and those of the object that it holds where the contract names them.
fn with_parts(contract: &Contract, field: &str) -> Vec<String> {
    let schema = match field {
        "user" => "SignUpUser",
        "loginOptions" => "LoginOptions",
        _ => return vec![field.to_owned()],
    };
    let parts = contract.fields(&json!({ "$ref": format!("#/components/schemas/{schema}") }));
    let parts = parts.into_iter().map(|part| format!("{field}.{part}"));
    std::iter::once(field.to_owned()).chain(parts).collect()
}

/// Passkeys with every field of both sources.
const PASSKEYS: &str = r#"[
    {"descope": {"credentialId": "c1", "rpId": "example.com", "publicKey": "a2V5", "attestationType": "none",
        "aaguid": "a", "transports": ["usb"], "backupEligible": true, "backupState": false}},
    {"auth0": {"keyId": "k1", "rpId": "example.com", "publicKey": "a2V5", "aaguid": "a", "transports": ["usb"],
        "credentialDeviceType": "single_device", "credentialBackedUp": false, "userHandle": "h"}}
]"#;

/// Rows with every field of a batch user and every password hash of the contract.
const FULL_ROWS: &str = r#"{"loginId":"row1@example.com","email":"row1@example.com","verifiedEmail":true,"phone":"+15550100040","verifiedPhone":true,"name":"Row","givenName":"R","middleName":"O","familyName":"W","picture":"https://example.com/r.png","roleNames":["viewer"],"userTenants":[{"tenantId":"acme","roleNames":["viewer"]}],"familyAssociations":[{"familyId":"smith","roleNames":["viewer"]}],"customAttributes":{"plan":"pro","seats":2,"beta":true},"additionalIdentifiers":["row1"],"ssoAppIds":["crm"],"status":"enabled","recoveryEmail":"r@example.com","verifiedRecoveryEmail":true,"recoveryPhone":"+15550100041","verifiedRecoveryPhone":true,"test":false,"password":"correct horse battery staple 1A!","seed":"JBSWY3DPEHPK3PXP","createdTime":1700000000}
{"loginId":"row2@example.com","email":"row2@example.com","hashedPassword":{"bcrypt":{"hash":"$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}}}
{"loginId":"row3@example.com","email":"row3@example.com","hashedPassword":{"django":{"hash":"pbkdf2_sha256$1000$salty$ktixGvL+bGlTO4bK3F1CW8qCb3tVFt/1SjsW1eUxX5g="}}}
{"loginId":"row4@example.com","email":"row4@example.com","hashedPassword":{"md5":{"hash":"5f4dcc3b5aa765d61d8327deb882cf99"}}}
{"loginId":"row5@example.com","email":"row5@example.com","hashedPassword":{"firebase":{"hash":"aGFzaA==","salt":"c2FsdA==","saltSeparator":"Bw==","signerKey":"a2V5","memory":14,"rounds":8}}}
{"loginId":"row6@example.com","email":"row6@example.com","hashedPassword":{"pbkdf2":{"hash":"aGFzaA==","salt":"c2FsdA==","iterations":1000,"type":"sha256"}}}
{"loginId":"row7@example.com","email":"row7@example.com","hashedPassword":{"phpass":{"hash":"ABCDEFGHIJKLMNOPQRST/.","salt":"abcdef/.","iterations":8192,"type":"md5"}}}
{"loginId":"row8@example.com","email":"row8@example.com","hashedPassword":{"argon2":{"hash":"aGFzaA==","salt":"c2FsdA==","iterations":2,"memory":1024,"threads":1}}}
{"loginId":"row9@example.com","email":"row9@example.com","hashedPassword":{"sha":{"hash":"5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8","type":"sha1","salt":"00"}}}
{"loginId":"row10@example.com","email":"row10@example.com","hashedPassword":{"buddyauth":{"hash":"bcrypt+sha512$86186fc28f83b3e3db78bcf8350a3a57$12$8f215420e68fd7922561167b07354f05d8db6d49e212689e"}}}
{"loginId":"row11@example.com","email":"row11@example.com","hashedPassword":{"bach":{"hash":"abc","key":"def"}}}
"#;
