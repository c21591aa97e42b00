//! Each command in the terminal: success, not found, bad input; stdout, stderr and exit code.

use std::fmt::Write as _;

use crate::support::Sandbox;

/// Runs command lines in a sandbox with the example data, and compares the whole session. Lines that
/// begin with `<` give the next one its input.
#[track_caller]
fn session(name: &str, lines: &[&str]) {
    let sandbox = Sandbox::seeded();
    sandbox.file("password.txt", "correct horse battery staple\n");
    sandbox.file("hash.json", r#"{"md5": {"hash": "5f4dcc3b5aa765d61d8327deb882cf99"}}"#);
    sandbox.file("users.csv", "loginId,email,name\neve@example.com,eve@example.com,Eve\nalice@example.com,x@example.com,X\nmallory,m@example.com,\"M, allory\"\n");
    sandbox.file("bad.csv", "loginId,email,status\na,nope,\n,b@example.com,gone\n");
    sandbox.file("leavers.txt", "bob\n+15550100003\n");
    sandbox.file("leads.txt", "bob\nnobody\nalice@example.com\n");
    sandbox.file("names.csv", "loginId,name,givenName\nbob,Robert,@null\nnobody,N,\n");
    sandbox
        .file("emails.csv", "Login,E-Mail,verified\nbob,robert@example.com,TRUE\nalice@example.com,@null,\n");
    sandbox.file("people.csv", "Username,E-Mail,Notes,Role\nann,ann@example.com,tall,vieweer\n");
    sandbox.file("passwords.csv", "loginId,password\nbob,correct horse battery\nalice@example.com,short\n");
    sandbox.file("attributes.csv", "loginId,customAttributes.plan,customAttributes.seats\nbob,pro,7\n");
    sandbox
        .file("passkeys.json", r#"[{"auth0": {"keyId": "k1", "rpId": "example.com", "publicKey": "a2V5"}}]"#);
    sandbox.file("export.json", r#"[{"email": "otto@example.com", "email_verified": true}]"#);
    sandbox.file("records.jsonl", RECORDS);
    sandbox.file("one.json", r#"{"loginId": "fay", "email": "fay@example.com", "roleNames": ["viewer"], "test": true, "name": null}"#);
    sandbox.file(
        "wrong.json",
        r#"{"loginId": "fay", "email": "nowhere", "verifiedEmail": "perhaps", "shoe": 1}"#,
    );
    sandbox.file("change.json", r#"{"givenName": "Bo", "phone": null, "customAttributes": {"seats": 4}}"#);
    let mut transcript = String::new();
    let mut input = "";
    for line in lines {
        if let Some(text) = line.strip_prefix("< ") {
            input = text;
            continue;
        }
        let words = shlex::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcome = sandbox.run_with_input(&words, input);
        input = "";
        let _ = writeln!(transcript, "$ descopectl {line}\n{outcome}");
    }
    insta::with_settings!({
        filters => vec![
            (r"U2Example(Alice|Bob|Carol|Test|Gone\d)0+\d", "<$1's user ID>"),
            (r"\bU[0-9A-Za-z]{27}\b", "<new user ID>"),
            (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)", "<time>"),
            (r#""(created|modified)Time": ?\d+"#, r#""${1}Time": <time>"#),
            (r"request [0-9A-Za-z-]+", "request <ID>"),
            (r"job [0-9a-f]{10}", "job <ID>"),
            (r#"(Job +|"job": "|job resume )[0-9a-f]{10}"#, "${1}<ID>"),
            (r#""requestId":"[^"]+""#, r#""requestId":"<ID>""#),
            (r"(deleted|changed)/\d+-\d+\.\d+\.(\w+)\.jsonl", "$1/<time>.$2.jsonl"),
            (r#""password": "[^"]{20}""#, r#""password": "<generated>""#),
            (r"Password  \S{20}\n", "Password  <generated>\n"),
            (r"eyJ[\w-]+\.[\w-]+\.[\w-]+", "<JWT>"),
            (r#"claims +\{.*\}"#, "claims <claims>"),
            (r"answered in \d+ ms", "answered in <some> ms"),
            (r"(Token +|\?t=|Pending ref +)[0-9A-Za-z]{27}\b", "${1}<token>"),
            (r"Code( +)\d{6}\n", "Code${1}<code>\n"),
            (r"127\.0\.0\.1:\d+", "127.0.0.1:<port>"),
        ],
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(name, transcript);
    });
}

/// Saved records: one of a user who exists, two of one who does not, one with all that gets lost, one
/// that the server refuses.
const RECORDS: &str = r#"{"userId":"U2ExampleAlice00000000000001","loginIds":["alice@example.com"],"email":"alice@example.com"}
{"userId":"U2ExampleGone100000000000005","loginIds":["gone@example.com"],"email":"gone@example.com","name":"Old name"}
{"userId":"U2ExampleGone100000000000005","loginIds":["gone@example.com","gone"],"email":"gone@example.com","verifiedEmail":true,"name":"Gone","status":"enabled","createdTime":1767225600,"userTenants":[{"tenantId":"acme","tenantName":"Acme","roleNames":["viewer"],"permissions":["view"]}]}
{"userId":"U2ExampleGone200000000000006","loginIds":["rich@example.com"],"email":"rich@example.com","password":true,"TOTP":true,"webauthn":true,"OAuth":{"google":true},"test":true,"status":"expired"}
{"userId":"U2ExampleGone300000000000007","loginIds":["odd"],"email":"odd@example.com","roleNames":["nosuch"]}
"#;

macro_rules! sessions {
    ($($name:ident: $($line:literal),+;)+) => {
        $(
            #[test]
            fn $name() {
                session(stringify!($name), &[$($line),+]);
            }
        )+
    };
}

sessions! {
    load: "user load alice@example.com", "user get U2ExampleBob0000000000000002 -o json",
        "user load bob nobody U2ExampleAlice00000000000001 -o ids", "user load nobody", "user load ''", "user load";
    search: "user search", "user list --status disabled -o ids", "user search alice -o jsonl -q '.[].name'",
        "user search --limit 1", "user search nobody", "user search --sort shoe", "user search --created-after soon",
        "user search --attribute nosuch=1", "user search --test-users-only -o ids",
        "user search --columns userId,customAttributes.plan -o csv", "user search --columns emial";
    login_history: "user login-history alice@example.com", "user login-history U2ExampleBob0000000000000002",
        "user login-history nobody", "user login-history";
    provider_token: "user provider-token alice@example.com --provider google",
        "user provider-token alice@example.com --provider google --with-refresh-token -o json",
        "user provider-token bob --provider google", "user provider-token nobody --provider google",
        "user provider-token alice@example.com";
    create: "user create dora@example.com --email dora@example.com --verified-email --role viewer --tenant acme=admin,viewer --attribute seats:=3",
        "user create hash --email h@example.com --hashed-password-file hash.json -o json -q .password",
        "< correct horse battery staple",
        "user create pass --email p@example.com --password-stdin -o ids",
        "user create alice@example.com --email alice@example.com", "user create nocontact",
        "user create x --email nope", "user create x --phone 0815", "user create x --attribute seats:=many",
        "user create x --email x@example.com --role nosuch", "user create ''";
    from_file: "user create -f one.json -o json -q '[.loginIds, .email, .roleNames, .test]'",
        "user create gus -f one.json --role admin --dry-run -o json", "user create -f wrong.json", "user create -f export.json",
        "user create -f nosuch.json", "< {\"loginId\":\"hal\",\"email\":\"hal@example.com\",\"seed\":\"x\"}", "user create -f -",
        "user patch bob -f change.json --name Bobby --yes -o json -q '[.name, .givenName, .phone, .customAttributes]'",
        "< {\"userId\":\"U2ExampleBob0000000000000002\",\"loginIds\":[\"bob\"],\"email\":\"\",\"name\":\"Robert\"}", "user patch bob -f - --yes -o json -q '[.loginIds, .name]'",
        "user patch bob -f wrong.json", "user patch fay -f wrong.json", "user create --template", "user create --template -f one.json",
        "user create --template -o jsonl", "user create --template -o csv",
        "< {\"userId\":\"U2ExampleBob0000000000000002\",\"loginIds\":[\"bob\"],\"name\":\"Rob\"}", "user patch -f - -o json -q '[.loginIds, .name]'",
        "< {\"name\":\"Rob\"}", "user patch -f -", "user patch --name Rob";
    several: "user disable alice@example.com bob", "user disable alice@example.com bob --expect 3",
        "user disable alice@example.com bob --expect 2 -o json -q 'map(.status)'", "user enable bob U2ExampleAlice00000000000001 bob@example.com",
        "user enable bob nobody", "user logout alice@example.com bob", "user logout alice@example.com bob --yes",
        "user logout alice@example.com bob --yes -o json", "user logout alice@example.com bob --dry-run",
        "user add-role bob viewer --user alice@example.com --user +15550100003 -o json -q 'map(.roleNames)'",
        "user remove-role bob viewer --user alice@example.com -o json -q 'map(.roleNames)'", "user add-role bob nosuch --user alice@example.com",
        "user add-tenant bob globex --role viewer --user +15550100003 -o json -q 'map(.userTenants)'",
        "user remove-tenant bob globex --user +15550100003 -o ids", "user add-app bob wiki --user alice@example.com -o json -q 'map(.ssoAppIds)'",
        "user remove-app alice@example.com wiki --user bob", "user add-family bob smith --user alice@example.com --dry-run",
        "user remove-family bob smith --user nobody", "user delete bob alice@example.com --yes";
    batch_create: "user batch-create users.csv", "user batch-create users.csv --on-exists fail --restart -o json --failures failed.csv",
        "user batch-create failed.csv --dry-run", "user batch-create bad.csv", "user batch-create nosuch.csv",
        "< [{\"loginId\":\"json@example.com\",\"email\":\"json@example.com\"}]",
        "user batch-create -", "user batch-create --template", "user batch-create --template=jsonl", "user batch-create --template -o json -q .",
        "user batch-create --template=csv -o json", "user batch-create --template -o json", "user batch-create";
    update: "user update alice@example.com --email alice@example.com --yes",
        "user update alice@example.com --email alice@example.com --replace",
        "user update alice@example.com --email alice@example.com --replace --yes",
        "user update nobody --name X --yes", "user update alice@example.com --phone x";
    patch: "user patch alice@example.com --name Alice --remove phone --yes", "user patch nobody --name X",
        "user patch alice@example.com --remove userId";
    update_status: "user update-status alice@example.com disabled", "user enable alice@example.com -o json -q .status",
        "user disable alice@example.com -o json -q .status", "user update-status nobody enabled",
        "user update-status alice@example.com expired";
    update_email: "user update-email bob robert@example.com --verified -o json -q '[.email, .verifiedEmail, .loginIds]'",
        "user update-email bob --remove --yes -o json -q .email", "user update-email bob alice@example.com",
        "user update-email bob alice@example.com --merge",
        "user update-email bob alice@example.com --merge --yes -o json -q .loginIds", "user load alice@example.com -o json -q .name",
        "user update-email nobody x@example.com", "user update-email bob nope", "user update-email bob";
    update_phone: "user update-phone bob '+1 555 010 0009' -o json -q .phone", "user update-phone bob --remove --yes -o json -q .phone",
        "user update-phone bob +15550100003", "user update-phone nobody +15550100009", "user update-phone bob 5550100009";
    update_login_id: "user update-login-id bob robert -o json -q .loginIds", "user update-login-id robert --remove -o json -q .loginIds",
        "user update-login-id bob@example.com --remove", "user update-login-id bob@example.com alice@example.com",
        "user update-login-id nobody x", "user update-login-id bob@example.com ''", "user update-login-id bob@example.com";
    update_display_name: "user update-display-name bob Robert -o json -q .name",
        "user update-display-name bob --given-name Bob --family-name B -o json -q '[.name, .givenName, .familyName]'",
        "user update-display-name nobody X", "user update-display-name bob";
    update_picture: "user update-picture bob https://example.com/b.png -o json -q .picture",
        "user update-picture bob --remove -o json -q .picture", "user update-picture nobody https://example.com/b.png",
        "user update-picture bob nope";
    update_custom_attributes: "attribute create tags:multi-select --option a=A -o ids", "user update-custom-attributes bob tags=a", "user update-custom-attributes bob plan=pro seats:=7 -o json -q .customAttributes",
        "user update-custom-attributes bob seats=seven", "user update-custom-attributes bob nosuch=1",
        "user update-custom-attributes nobody plan=pro", "user update-custom-attributes bob plan",
        "user update-custom-attributes bob seats:=x";
    update_jwt: "< not-a-token", "jwt update", "jwt update --jwt-file nosuch.jwt", "jwt update",
        "< x", "jwt update --claim nope";
    expire_password: "user expire-password alice@example.com", "user expire-password alice@example.com --yes",
        "user expire-password nobody --yes", "user expire-password ''";
    set_active_password: "user set-active-password alice@example.com --password-file password.txt --yes",
        "user load alice@example.com -o json -q .password", "user set-active-password alice@example.com --generate --yes",
        "user set-active-password alice@example.com --yes", "< short", "user set-active-password alice@example.com --password-stdin --yes",
        "user set-active-password nobody --generate --yes", "user set-active-password alice@example.com --password-file nosuch --yes",
        "user set-active-password alice@example.com --password x --yes";
    set_temporary_password: "user set-temporary-password alice@example.com --generate --yes -o json",
        "user set-temporary-password U2ExampleAlice00000000000001 --password-file password.txt --yes",
        "user set-temporary-password nobody --generate --yes", "user set-temporary-password alice@example.com";
    add_tenant: "user add-tenant bob acme --role viewer -o json -q .userTenants", "user add-tenant bob nosuch",
        "user add-tenant nobody acme", "user add-tenant bob ''";
    remove_tenant: "user remove-tenant alice@example.com acme -o json -q .userTenants", "user remove-tenant alice@example.com nosuch",
        "user remove-tenant nobody acme", "user remove-tenant alice@example.com";
    families: "user add-family bob smith=viewer jones -o json -q .familyAssociations", "user add-family bob smith=nosuch",
        "user search --family jones -o ids", "user patch bob --family smith=viewer,admin --family jones -o json -q .familyAssociations",
        "user remove-family bob smith -o json -q .familyAssociations", "user remove-family bob nosuch", "user remove-family nobody smith",
        "user remove-family bob", "user add-family nobody smith", "user add-family bob ''",
        "user create dora@example.com --email dora@example.com --family smith=admin -o json -q .familyAssociations",
        "user patch dora@example.com --remove families", "user patch dora@example.com --remove families --dry-run";
    add_role: "user add-role bob viewer -o json -q .roleNames", "user add-role bob viewer --tenant globex -o json -q .userTenants",
        "user add-role bob nosuch", "user add-role nobody viewer", "user add-role bob";
    set_roles: "user set-roles alice@example.com viewer --yes -o json -q .roleNames", "user set-roles alice@example.com --remove --yes -o json -q .roleNames",
        "user set-roles alice@example.com viewer", "user set-roles nobody viewer --yes", "user set-roles alice@example.com --yes";
    remove_role: "user remove-role alice@example.com admin -o json -q .roleNames",
        "user remove-role alice@example.com viewer --tenant acme -o json -q .userTenants",
        "user remove-role nobody admin", "user remove-role alice@example.com";
    add_app: "user add-app alice@example.com wiki -o json -q .ssoAppIds", "user add-app alice@example.com nosuch",
        "user add-app nobody wiki", "user add-app alice@example.com";
    set_apps: "user set-apps alice@example.com wiki --yes -o json -q .ssoAppIds",
        "user set-apps alice@example.com --allow-all-apps --yes -o json -q .ssoAppIds", "user set-apps alice@example.com wiki",
        "user set-apps nobody wiki --yes", "user set-apps alice@example.com";
    remove_app: "user remove-app alice@example.com crm", "user remove-app alice@example.com crm --allow-all-apps -o json -q .ssoAppIds",
        "user remove-app nobody crm", "user remove-app alice@example.com";
    logout: "user logout alice@example.com --yes", "user logout alice@example.com", "user logout nobody --yes", "user logout";
    delete_passkeys: "user delete-passkeys alice@example.com --yes", "user load alice@example.com -o json -q .webauthn",
        "user delete-passkeys nobody --yes", "user delete-passkeys";
    delete: "user delete alice@example.com", "user delete alice@example.com --dry-run", "user delete alice@example.com --yes",
        "user delete alice@example.com --yes", "user delete bob --yes --backup password.txt/file", "user delete ''";
    batch_invite: "user batch-invite people.csv", "user batch-invite people.csv --map Notes= --online",
        "user batch-invite people.csv --map Notes= --map Role= --set roleNames=viewer --online --invite-url https://example.com/in",
        "user load ann -o json -q '[.status, .roleNames]'", "user batch-invite people.csv --map Notes= --map Role= --dry-run",
        "user batch-invite people.csv --map Note= --map Role=", "user batch-invite --template json", "user batch-invite";
    batch_patch: "user batch-patch names.csv --report report.jsonl -o json", "user load bob -o json -q '[.name, .givenName]'",
        "user batch-patch names.csv --dry-run", "user batch-patch bad.csv", "user batch-patch nosuch.csv", "user batch-patch --template jsonl";
    batch_run: "user batch-run add-role leads.txt --set roleNames=viewer -o json", "user load bob -o json -q .roleNames",
        "user batch-run update-email emails.csv --yes", "user load bob alice@example.com -o json -q 'map(.email)'",
        "user batch-run update-custom-attributes attributes.csv -o json -q .updated",
        "user batch-run add-tenant leads.txt --set tenantId=acme --set roleNames=admin --dry-run",
        "user batch-run set-roles leads.txt --set roleNames=admin", "user batch-run set-roles leads.txt --set roleNames=admin --expect 3",
        "user batch-run set-active-password passwords.csv --yes --failures failed.csv", "user batch-run set-active-password --template",
        "user batch-run update-status leads.txt --set status=asleep", "user batch-run update-status leads.txt",
        "user batch-run delete leads.txt", "user batch-run dance leads.txt", "user batch-run";
    batch_delete: "user batch-delete leavers.txt", "user batch-delete leavers.txt --dry-run", "user batch-delete leavers.txt --expect 3",
        "user batch-delete leavers.txt --yes", "user batch-delete leavers.txt --yes", "user batch-delete --where status=enabled --expect 1",
        "user batch-delete --where nosuch=1", "user batch-delete nosuch.txt", "user batch-delete";
    restore: "user restore records.jsonl --dry-run", "user restore records.jsonl", "user load gone",
        "user restore records.jsonl -o json -q '.users[]|[.loginId, .outcome]'", "user delete alice@example.com --yes --backup saved.jsonl",
        "user restore saved.jsonl -o csv", "user restore leavers.txt", "user restore nosuch.jsonl", "user restore";
    invite: "user invite dora@example.com", "user invite dora@example.com -o ids",
        "user invite U2ExampleBob0000000000000002 --template-option team=Sales -o ids",
        "user invite eve --email eve@example.com --role viewer --attribute seats:=2 -o json -q '[.status, .roleNames, .customAttributes]'",
        "user invite bob --email bob@example.com --role admin -o ids", "user invite U2Nobody00000000000000000000", "user invite x --email nope", "user invite dora@example.com --invite",
        "user invite ''";
    import: "user import export.json --from auth0", "user import export.json --from auth0 --dry-run",
        "user import export.json --from auth0 --validate-only", "user load otto@example.com", "user import export.json --from auth0 --yes -o ids",
        "user import export.json --from auth0 --yes", "user import export.json --from nosuch --yes",
        "user import nosuch.json --from auth0 --yes", "user import export.json", "user import export.json --from ''";
    update_recovery_email: "user update-recovery-email bob b2@example.com --verified -o json -q '[.recoveryEmail, .verifiedRecoveryEmail]'",
        "user update-recovery-email bob --remove --yes -o json -q .recoveryEmail", "user update-recovery-email nobody b2@example.com",
        "user update-recovery-email bob nope", "user update-recovery-email bob", "user update-recovery-email bob --remove --verified";
    update_recovery_phone: "user update-recovery-phone bob '+1 555 010 0009' --verified -o json -q '[.recoveryPhone, .verifiedRecoveryPhone]'",
        "user update-recovery-phone bob --remove --yes -o json -q .recoveryPhone", "user update-recovery-phone nobody +15550100009",
        "user update-recovery-phone bob 0815", "user update-recovery-phone bob";
    update_impersonation_consent: "user update-impersonation-consent alice@example.com 2037-01-31T00:00:00Z -o json -q .consentExpiration",
        "user update-impersonation-consent U2ExampleAlice00000000000001 --remove -o json -q .consentExpiration",
        "user update-impersonation-consent nobody 7d", "user update-impersonation-consent alice@example.com 2020-01-01",
        "user update-impersonation-consent alice@example.com soon", "user update-impersonation-consent alice@example.com 2040-01-01",
        "user update-impersonation-consent alice@example.com";
    passkeys: "user list-passkeys alice@example.com", "user list-passkeys U2ExampleAlice00000000000001 -o ids",
        "user list-passkeys bob", "user list-passkeys nobody", "user delete-passkey alice@example.com example-passkey",
        "user delete-passkey alice@example.com example-passkey --yes", "user delete-passkey alice@example.com example-passkey --yes",
        "user delete-passkey alice@example.com", "user import-passkeys alice@example.com passkeys.json",
        "user list-passkeys alice@example.com -o ids", "user import-passkeys nobody passkeys.json",
        "user import-passkeys alice@example.com hash.json", "user import-passkeys alice@example.com leavers.txt",
        "< [{\"nosuch\": {}}]", "user import-passkeys alice@example.com -", "< []", "user import-passkeys alice@example.com -";
    totp_and_recovery_codes: "user delete-totp alice@example.com", "user delete-totp alice@example.com --yes",
        "user delete-totp nobody --yes", "user delete-totp", "user delete-recovery-codes alice@example.com --yes",
        "user delete-recovery-codes U2ExampleAlice00000000000001 --yes --dry-run", "user delete-recovery-codes nobody --yes",
        "user delete-recovery-codes ''";
    trusted_devices: "user list-trusted-devices alice@example.com U2ExampleBob0000000000000002", "user list-trusted-devices nobody",
        "user list-trusted-devices", "user remove-trusted-devices alice@example.com D1 D2", "user remove-trusted-devices alice@example.com D1 --yes",
        "user remove-trusted-devices nobody D1 --yes", "user remove-trusted-devices alice@example.com", "user remove-trusted-devices alice@example.com ''";
    embedded_link: "user embedded-link alice@example.com", "user embedded-link nobody",
        "user sign-up-embedded-link dora@example.com --email dora@example.com -o json -q keys", "user sign-up-embedded-link alice@example.com",
        "user embedded-link alice@example.com --claim plan=pro --lifetime 600 --dry-run",
        "user embedded-link alice@example.com --lifetime 0", "user embedded-link alice@example.com --claim nope", "user embedded-link",
        "user sign-up-embedded-link dora@example.com --email dora@example.com --verified-email --claim plan=pro --lifetime 600 --dry-run",
        "user sign-up-embedded-link dora@example.com --email nope", "user sign-up-embedded-link ''";
    test_user: "test-user create robot@example.com --email robot@example.com -o json -q '[.loginIds, .test, .status]'",
        "test-user create robot@example.com --email robot@example.com", "test-user create robot", "test-user create robot --phone 0815",
        "test-user delete-all", "test-user delete-all --expect 3", "test-user delete-all --dry-run", "test-user delete-all --yes",
        "test-user delete-all --yes";
    test_user_codes: "test-user otp tester@example.com", "test-user otp alice@example.com", "test-user otp nobody",
        "test-user magic-link tester@example.com --redirect-url https://example.com/v", "test-user magic-link nobody",
        "test-user enchanted-link tester@example.com", "test-user enchanted-link nobody", "test-user otp tester@example.com --dry-run", "test-user otp tester@example.com --delivery-method pigeon",
        "test-user magic-link tester@example.com --delivery-method sms --redirect-url https://example.com/v --tenant acme --dry-run",
        "test-user enchanted-link U2ExampleTest000000000000004 --mfa --dry-run", "test-user otp", "test-user magic-link ''";
    sign_in: "jwt sign-in alice@example.com", "jwt sign-in alice@example.com -q .sessionJwt", "jwt sign-in nobody",
        "jwt sign-in alice@example.com --tenant globex", "jwt sign-in alice@example.com --stepup", "< x",
        "jwt sign-in alice@example.com --mfa", "jwt sign-in alice@example.com --jwt-file nosuch.jwt",
        "jwt sign-in alice@example.com --lifetime -1", "jwt sign-in alice@example.com --dry-run";
    sign_up: "jwt sign-up dora@example.com --name Dora --tenant acme=viewer --token-tenant acme -q '[.user.name, .user.userTenants, .firstSeen]' -o json",
        "jwt sign-up dora@example.com", "jwt sign-up-or-in dora@example.com -q '[.user.name, .firstSeen]'", "jwt sign-up x --email nope",
        "jwt sign-up ''", "jwt sign-up-or-in x --tenant nosuch";
    impersonate: "user enable bob -o ids", "jwt impersonate bob --impersonator alice@example.com", "jwt impersonate alice@example.com --impersonator bob",
        "jwt impersonate nobody --impersonator alice@example.com", "jwt impersonate bob --impersonator alice@example.com --validate-consent",
        "jwt impersonate-stepup bob --impersonator alice@example.com", "jwt anonymous",
        "jwt impersonate bob --impersonator alice@example.com --validate-consent --claim ticket=7 --dry-run",
        "jwt impersonate-stepup bob --impersonator alice@example.com --tenant acme --dry-run", "jwt impersonate bob",
        "jwt impersonate bob --impersonator ''", "jwt stop-impersonation", "jwt stop-impersonation --jwt-file nosuch.jwt",
        "< x", "jwt stop-impersonation --dry-run", "jwt anonymous --claim cart:=42 --role viewer --dry-run", "jwt anonymous --role ''";
    doctor: "doctor", "doctor -o json", "doctor --config nosuch.toml", "doctor --project-id P2exampleexampleexampleexamp",
        "doctor --columns nosuch";
    family_attributes: "attribute create-family nickname:text -o ids", "attribute list-family",
        "attribute delete-family nosuch --yes", "attribute delete-family nickname", "attribute delete-family nickname --yes -o ids",
        "attribute create-family duty:shoe";
    attribute: "attribute list", "attribute create level:number -o ids", "attribute delete level --yes -o ids",
        "attribute delete nosuch --yes", "attribute create level:shoe", "attribute create size:single-select",
        "attribute create size:single-select --option s=Small --option l --default s --display-name Size -o json",
        "attribute list";
    directory: "tenant list", "role list", "role list -o ids", "tenant create Initech --id initech -o ids",
        "tenant create Initech --id initech", "role create editor --tenant initech", "role create ''",
        "role delete editor --tenant initech --yes", "role delete nosuch --yes", "tenant delete initech --yes",
        "tenant delete nosuch --yes", "tenant delete acme";
    source: "source list", "source list -o ids", "source show wordpress", "source show nosuch";
    api: "api GET /v1/mgmt/tenant/all -q '.tenants[].id'",
        "api POST /v1/mgmt/tenant/create -d '{\"id\":\"initech\",\"name\":\"Initech\"}' --yes",
        "api POST /v1/mgmt/tenant/create -d '{\"id\":\"initech\"'", "api GET /nosuch", "api GET nosuch",
        "api POST /v1/mgmt/tenant/delete -d @nosuch.json", "api POST /v1/mgmt/tenant/delete -d '{\"id\":\"initech\"}'";
}
