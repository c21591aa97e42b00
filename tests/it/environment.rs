//! What stands around the program: folders that cannot be written, keys with a line end, proxies that are down
//! and certificates that nobody trusts.

use std::{net::TcpListener, sync::Arc};

use rustls::{
    ServerConfig, ServerConnection,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};

use serde_json::{Value, json};

use crate::support::{Recorded, Sandbox};

#[test]
fn a_journal_that_cannot_be_written_names_what_moves_it() {
    let sandbox = Sandbox::seeded();
    let file = sandbox.file("file", "");
    let sandbox = sandbox.with("XDG_STATE_HOME", &format!("{file}/below"));
    sandbox.file("users.csv", "loginId,email\na,a@example.com\n");
    let outcome = sandbox.run(&["user", "batch-create", "users.csv"]).code(1);
    assert!(outcome.stderr.contains("`XDG_STATE_HOME` moves the folder"), "{outcome}");
    assert!(!outcome.stderr.contains("make room"), "{outcome}");
}

#[test]
fn a_key_may_end_in_a_line_break() {
    let emulator = Recorded::start();
    for end in ["\n", "\r", "\r\n"] {
        let sandbox = emulator.sandbox();
        let key = sandbox.variable("DESCOPE_MANAGEMENT_KEY").to_owned() + end;
        sandbox.with("DESCOPE_MANAGEMENT_KEY", &key).run(&["user", "search"]).success();
    }
    let sandbox = emulator.sandbox();
    let key = sandbox.variable("DESCOPE_MANAGEMENT_KEY").to_owned() + " ";
    let outcome = sandbox.with("DESCOPE_MANAGEMENT_KEY", &key).run(&["user", "search"]).code(2);
    assert!(outcome.stderr.contains("is a space, a line break"), "{outcome}");
}

fn away(address: &str) -> Sandbox {
    Sandbox::empty()
        .with("DESCOPE_PROJECT_ID", "P2example")
        .with("DESCOPE_MANAGEMENT_KEY", "Kexample")
        .with("DESCOPE_BASE_URL", address)
}

#[test]
fn a_proxy_that_is_down_is_named_without_its_password() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sandbox = away("https://api.example.com").with("HTTPS_PROXY", &format!("http://user:s3cret@{free}"));
    let outcome = sandbox.run(&["user", "search"]).code(8);
    let said = format!("the way leads through the proxy `{free}` of `HTTPS_PROXY`");
    assert!(outcome.stderr.contains(&said), "{outcome}");
    assert!(!outcome.stderr.contains("s3cret"), "{outcome}");
}

#[test]
fn a_certificate_that_nobody_trusts_is_said_and_not_tried_again() {
    let pem = include_bytes!("cases/certificate.pem");
    let certificate = CertificateDer::from_pem_slice(pem).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("cases/certificate-key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut connection = ServerConnection::new(config.clone()).unwrap();
            // The client ends the handshake.
            let _ = connection.complete_io(&mut stream.unwrap());
        }
    });
    let sandbox = away(&address);
    let outcome = sandbox.run(&["user", "search", "-o", "json"]).code(8);
    let error = outcome.stderr.lines().last().unwrap();
    let error: Value = serde_json::from_str(error).unwrap();
    assert_eq!(error["retryable"], false, "{outcome}");
    for said in ["certificate", "`ca_bundle`", "`SSL_CERT_FILE`"] {
        assert!(outcome.stderr.contains(said), "{said}\n{outcome}");
    }
}

/// `profile explain` names everything that decides where requests go and what is trusted, without passwords.
#[test]
fn explain_names_proxy_certificates_and_what_the_emulator_has() {
    let settings = |sandbox: &Sandbox| -> std::collections::BTreeMap<String, (Value, Value)> {
        let explained = sandbox.json(&["profile", "explain"]);
        assert!(!explained.to_string().contains("secret"), "{explained}");
        let settings = explained["settings"].as_array().unwrap().clone();
        let row = |row: &Value| {
            (row["name"].as_str().unwrap().to_owned(), (row["value"].clone(), row["source"].clone()))
        };
        settings.iter().map(row).collect()
    };
    let remote = Sandbox::empty()
        .with("DESCOPE_PROJECT_ID", "P2abc")
        .with("DESCOPE_MANAGEMENT_KEY", "Kexample")
        .with("HTTPS_PROXY", "http://me:secret@proxy.example:3128")
        .with("SSL_CERT_FILE", "/company.pem");
    let found = settings(&remote);
    assert_eq!(found["proxy"], (json!("proxy.example:3128"), json!("HTTPS_PROXY")));
    assert_eq!(found["ssl_cert_file"], (json!("/company.pem"), json!("SSL_CERT_FILE")));
    let found = settings(&Sandbox::local());
    assert_eq!(found["project_id"].0, descopectl::emulator::LOCAL_PROJECT_ID);
    for name in ["project_id", "base_url", "management_key"] {
        assert!(found[name].1.as_str().unwrap().starts_with("the emulator in this program"), "{found:?}");
    }
    assert_eq!(found["proxy"], (Value::Null, Value::Null));
}

#[test]
fn a_timeout_is_shown_as_it_is_typed() {
    let sandbox = Sandbox::empty();
    let add = ["profile", "add", "slow", "--project-id", "P2abc", "--key-env", "KEY", "--timeout", "1h30m"];
    sandbox.run(&add).success();
    assert!(sandbox.run(&["profile", "show", "slow"]).success().stdout.contains("1h30m"));
    assert_eq!(sandbox.json(&["profile", "show", "slow"])["timeoutSeconds"], 5_400);
}
