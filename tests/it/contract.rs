//! Every request that the commands send and every reply that the emulator gives is valid by the
//! contract, judged by a validator that knows nothing of our types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{Contract, Exchange, Recorded};

/// Command lines that together use every operation and every field: each operation with as little as
/// it takes, and with all it has. `!` marks those that the emulator refuses.
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
     --has-passkey --scim=false --scim-only=false --sso-only=false --with-test-users \
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
     --picture https://example.com/erin.png --role viewer --tenant acme=viewer --attribute plan=pro \
     --attribute seats:=3 --additional-login-id erin --app crm --status enabled \
     --recovery-email erin2@example.com --verified-recovery-email --recovery-phone +15550100021 \
     --verified-recovery-phone --invite=false --invite-url https://example.com/in --send-mail=false \
     --send-sms=false --template-option name=Erin --template-id t1 --locale en --test=false",
    "user create frank@example.com --email frank@example.com --password-file password.txt",
    "user create gina@example.com --email gina@example.com --hashed-password-file hash.json",
    "! user create alice@example.com --email alice@example.com",
    "! user create nocontact",
    "! user batch-create users.csv --on-exists fail",
    "user batch-create full.jsonl --invite=false --invite-url https://example.com/in --send-mail=false \
     --send-sms=false --template-option a=b --template-id t1 --locale en",
    "user update bob --email bob@example.com --name Bobby --replace --yes",
    "user update erin@example.com --email erin@example.com --verified-email --phone +15550100020 \
     --verified-phone --name Erin --given-name Erin --middle-name M --family-name Example \
     --picture https://example.com/erin.png --role viewer --tenant acme=viewer --attribute plan=pro \
     --attribute seats:=4 --additional-login-id erin --app crm --status enabled \
     --recovery-email erin2@example.com --verified-recovery-email --recovery-phone +15550100021 \
     --verified-recovery-phone --replace --yes",
    "user patch bob --name Bob --attribute plan=free",
    "user patch bob --clear picture --clear roles --scim=false",
    "user update-status bob disabled",
    "user enable bob",
    "user disable bob",
    "user update-email bob robert@example.com --verified",
    "user update-email bob --remove",
    "! user update-email bob alice@example.com",
    "user update-phone bob +15550100030 --verified=false",
    "user update-phone bob --remove",
    "user update-login-id robert@example.com robert",
    "user update-login-id robert --remove",
    "user update-display-name bob Bob --given-name Bob --middle-name B --family-name Example",
    "user update-picture bob https://example.com/bob.png",
    "user update-picture bob --remove",
    "user update-custom-attributes bob plan=pro seats:=7",
    "! user update-custom-attributes bob nosuch=1",
    "user add-tenant bob acme --role viewer",
    "user remove-tenant bob acme",
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
    "user delete-passkeys alice@example.com --yes",
    "user delete dora@example.com --yes",
    "user batch-delete leavers.txt --yes",
    "! user delete nobody --yes",
    "attribute list",
    "attribute create level:number",
    "attribute delete level --yes",
    "tenant list",
    "role list",
];

/// Fields that no command sends, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("searchUsers.loginId", "`--login-id` sends `loginIds`, which says the same"),
    ("searchUsers.testUsersOnly", "`--test-users-only` goes to the path for test users"),
    ("updateUser.test", "sent by one SDK, effect unknown"),
    ("deleteUser.userId", "`loginId` takes a user ID too"),
    ("logoutUser.userId", "a user ID is looked up and sent as login ID"),
    ("setUserActivePassword.setActive", "says the same as the path"),
    ("setUserTemporaryPassword.setActive", "says the same as the path"),
    ("deleteUserPasskeys.credentialId", "one passkey has an operation of its own"),
];

#[test]
fn every_exchange_is_valid_and_every_field_is_sent() {
    let contract = Contract::load();
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("password.txt", "correct horse battery staple 1A!\n");
    sandbox.file(
        "hash.json",
        r#"{"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"}}"#,
    );
    sandbox.file(
        "users.csv",
        "loginId,email\nhal@example.com,hal@example.com\nalice@example.com,x@example.com\n",
    );
    sandbox.file("full.jsonl", FULL_ROWS);
    sandbox.file("leavers.txt", "hal@example.com\n");
    let mut sent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in WALK {
        let (refused, line) = line.strip_prefix("! ").map_or((false, *line), |line| (true, line));
        let words = shlex::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcome = sandbox.run(&[words.as_slice(), &["-o", "json"]].concat());
        assert!(outcome.code != 2 && (outcome.code == 0) != refused, "{line}\n{outcome}");
        let exchanges = emulator.take();
        assert!(!exchanges.is_empty(), "{line} sent nothing\n{outcome}");
        for exchange in exchanges {
            let id = contract.check(&exchange).unwrap_or_else(|why| panic!("{line}\n{why}"));
            let fields = sent.entry(id).or_default();
            fields.extend(exchange.request.as_object().into_iter().flat_map(|body| body.keys().cloned()));
            let users = exchange.request.get("users").and_then(|users| users.as_array());
            let rows = users.into_iter().flatten().filter_map(|user| user.as_object());
            fields.extend(rows.flat_map(|user| user.keys()).map(|name| format!("users.{name}")));
        }
    }
    let token = sandbox.json(&[
        "api",
        "POST",
        "/v1/mgmt/auth/signin",
        "-d",
        r#"{"loginId":"alice@example.com"}"#,
        "-y",
    ]);
    let jwt = token["refreshJwt"].as_str().unwrap();
    emulator.take();
    sandbox
        .run_with_input(&["jwt", "update", "--claim", "plan=pro", "--refresh-duration", "600"], jwt)
        .success();
    for exchange in emulator.take() {
        let id = contract.check(&exchange).unwrap();
        sent.entry(id).or_default().extend(exchange.request.as_object().unwrap().keys().cloned());
    }
    all_missions_were_walked(&contract, &sent);
    all_fields_were_sent(&contract, &sent);
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

fn all_missions_were_walked(contract: &Contract, sent: &BTreeMap<String, BTreeSet<String>>) {
    const SUPERSEDED: &[&str] = &["searchUsersV1", "getUsersHistory", "addUserRolesV1"];
    for operation in contract.operations() {
        if operation.mission.is_some() && !SUPERSEDED.contains(&operation.id.as_str()) {
            assert!(sent.contains_key(&operation.id), "{} was not walked", operation.id);
        }
    }
}

fn all_fields_were_sent(contract: &Contract, sent: &BTreeMap<String, BTreeSet<String>>) {
    let mut missing = Vec::new();
    for operation in contract.operations().iter().filter(|operation| operation.mission.is_some()) {
        let Some(fields) = sent.get(&operation.id) else { continue };
        for field in contract.fields(&operation.body) {
            let name = format!("{}.{field}", operation.id);
            let left_out = LEFT_OUT.iter().any(|(left_out, _)| *left_out == name);
            // The search for test users is the same command as the search.
            let walked = operation.id == "searchTestUsers" || fields.contains(&field);
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
            .map(|field| format!("BatchUser.{field}")),
    );
    assert!(missing.is_empty(), "no command sent {missing:?}");
}

/// Rows with every field of a batch user and every password hash of the contract.
const FULL_ROWS: &str = r#"{"loginId":"row1@example.com","email":"row1@example.com","verifiedEmail":true,"phone":"+15550100040","verifiedPhone":true,"name":"Row","givenName":"R","middleName":"O","familyName":"W","picture":"https://example.com/r.png","roleNames":["viewer"],"userTenants":[{"tenantId":"acme","roleNames":["viewer"]}],"customAttributes":{"plan":"pro","seats":2,"beta":true},"additionalIdentifiers":["row1"],"ssoAppIds":["crm"],"status":"enabled","recoveryEmail":"r@example.com","verifiedRecoveryEmail":true,"recoveryPhone":"+15550100041","verifiedRecoveryPhone":true,"test":false,"password":"correct horse battery staple 1A!","seed":"JBSWY3DPEHPK3PXP","createdTime":1700000000}
{"loginId":"row2@example.com","email":"row2@example.com","hashedPassword":{"bcrypt":{"hash":"$2b$10$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"}}}
{"loginId":"row3@example.com","email":"row3@example.com","hashedPassword":{"django":{"hash":"pbkdf2_sha256$1000$c2FsdA$aGFzaA=="}}}
{"loginId":"row4@example.com","email":"row4@example.com","hashedPassword":{"md5":{"hash":"5f4dcc3b5aa765d61d8327deb882cf99"}}}
{"loginId":"row5@example.com","email":"row5@example.com","hashedPassword":{"firebase":{"hash":"aGFzaA==","salt":"c2FsdA==","saltSeparator":"Bw==","signerKey":"a2V5","memory":14,"rounds":8}}}
{"loginId":"row6@example.com","email":"row6@example.com","hashedPassword":{"pbkdf2":{"hash":"aGFzaA==","salt":"c2FsdA==","iterations":1000,"type":"sha256"}}}
{"loginId":"row7@example.com","email":"row7@example.com","hashedPassword":{"phpass":{"hash":"abc/.","salt":"abc/.","iterations":8,"type":"md5"}}}
{"loginId":"row8@example.com","email":"row8@example.com","hashedPassword":{"argon2":{"hash":"aGFzaA==","salt":"c2FsdA==","iterations":2,"memory":1024,"threads":1}}}
{"loginId":"row9@example.com","email":"row9@example.com","hashedPassword":{"sha":{"hash":"5f4dcc3b5aa765d61d8327deb882cf99","type":"sha1","salt":"00"}}}
{"loginId":"row10@example.com","email":"row10@example.com","hashedPassword":{"buddyauth":{"hash":"bcrypt+sha512$abc$10$abc"}}}
{"loginId":"row11@example.com","email":"row11@example.com","hashedPassword":{"bach":{"hash":"abc","key":"def"}}}
"#;
