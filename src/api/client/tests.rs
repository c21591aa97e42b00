use std::sync::Mutex;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;
use crate::{
    api::limit::WINDOW,
    ops::user::{AddRole, Load},
    ui::{Color, ErrorFormat, Prompting},
};

/// A server that gives these answers in turn, the last one again and again, and the client for it.
struct Case {
    client: Client,
    asked: Arc<Mutex<Vec<String>>>,
}

const NOTHING: &str = "HTTP/1.1 404 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

fn answer(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}")
}

fn client(base_url: &str, limiter: Option<Limiter>) -> Client {
    let config = Config {
        base_url: base_url.parse().unwrap(),
        project_id: "P1".to_owned(),
        key: SecretString::from("Ksecret"),
        timeout: Duration::from_secs(5),
        max_wait: Duration::from_secs(90),
        ca_bundle: None,
        mode: Mode::Live,
        tier: TierCache::new(None),
        limiter,
    };
    Client::new(config, Ui::new(Color::Never, Loudness::Quiet, Prompting::Refuse, ErrorFormat::Text)).unwrap()
}

impl Case {
    async fn start(answers: Vec<String>) -> Self {
        Self::with_limiter(answers, None).await
    }

    async fn with_limiter(answers: Vec<String>, limiter: Option<Limiter>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut answers = answers.into_iter();
            let mut last = NOTHING.to_owned();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut buffer = [0; 4096];
                let read = stream.read(&mut buffer).await.unwrap();
                let line = String::from_utf8_lossy(&buffer[..read]).lines().next().unwrap_or("").to_owned();
                if line.contains(LICENSE_PATH) {
                    stream.write_all(NOTHING.as_bytes()).await.unwrap();
                    continue;
                }
                log.lock().unwrap().push(line);
                last = answers.next().unwrap_or(last);
                stream.write_all(last.as_bytes()).await.unwrap();
            }
        });
        Self { client: client(&format!("http://{address}"), limiter), asked }
    }

    fn requests(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn read() -> Request {
    use crate::ops::Operation as _;
    Request::new(&Load::SPEC, json!({"loginId": "a"}))
}

fn harmless_write() -> Request {
    use crate::ops::Operation as _;
    Request::new(&AddRole::SPEC, json!({"loginId": "a", "roleNames": ["admin"]}))
}

/// Sends a request for a run that is to end a little later, and says how long that took.
async fn ended_after_a_moment(client: &Client, request: &Request) -> (Error, Duration) {
    let (end, ending) = watch::channel(false);
    let client = client.for_run(Duration::from_secs(600), ending);
    let started = Instant::now();
    let (sent, ()) = tokio::join!(client.send(request), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        end.send_replace(true);
    });
    (sent.unwrap_err(), started.elapsed())
}

#[tokio::test]
async fn the_wait_after_a_429_ends_with_the_run() {
    let case = Case::start(vec![answer(429, "retry-after: 300\r\n", "")]).await;
    let (error, took) = ended_after_a_moment(&case.client, &read()).await;
    assert_eq!(error.kind(), Kind::Interrupted);
    assert!(took < Duration::from_secs(2) && case.requests() == 1, "{took:?}");
    assert!(!error.response().unwrap().in_doubt);
}

#[tokio::test]
async fn the_wait_for_a_place_ends_with_the_run() {
    let limiter = Limiter::new(None, "P1", 1, WINDOW);
    let case = Case::with_limiter(vec![answer(200, "", "{}")], Some(limiter)).await;
    for _ in 0..5 {
        case.client.send(&read()).await.unwrap();
    }
    let (error, took) = ended_after_a_moment(&case.client, &read()).await;
    assert_eq!(error.kind(), Kind::Interrupted);
    assert!(took < Duration::from_secs(2) && case.requests() == 5, "{took:?}");
}

/// What was begun is settled: only waits end.
#[tokio::test]
async fn a_run_that_ends_still_sends_what_need_not_wait() {
    let limiter = Limiter::new(None, "P1", 100, WINDOW);
    let case = Case::with_limiter(vec![answer(200, "", "{}")], Some(limiter)).await;
    let client = case.client.for_run(Duration::ZERO, watch::channel(true).1);
    client.send(&read()).await.unwrap();
}

#[tokio::test]
async fn a_run_whose_end_nobody_can_ask_for_goes_on() {
    let case = Case::start(vec![answer(429, "retry-after: 1\r\n", ""), answer(200, "", "{}")]).await;
    let client = case.client.for_run(Duration::from_secs(5), watch::channel(false).1);
    client.send(&read()).await.unwrap();
    assert_eq!(case.requests(), 2);
}

#[tokio::test]
async fn the_pause_between_tries_ends_with_the_run_and_leaves_the_change_in_doubt() {
    let case = Case::start(vec![answer(502, "", "")]).await;
    let client = case.client.for_run(Duration::from_secs(5), watch::channel(true).1);
    let error = client.send(&harmless_write()).await.unwrap_err();
    assert_eq!((error.kind(), case.requests()), (Kind::Interrupted, 1));
    assert!(error.response().unwrap().in_doubt);
}

/// The last reply says nothing of the tries before it.
#[tokio::test]
async fn an_earlier_try_that_may_have_taken_effect_leaves_a_doubt() {
    let refused = answer(429, "retry-after: 4000\r\n", "");
    let case = Case::start(vec![answer(503, "", ""), refused]).await;
    let error = case.client.send(&harmless_write()).await.unwrap_err();
    assert_eq!((error.kind(), case.requests()), (Kind::RateLimited, 2));
    assert!(error.response().unwrap().in_doubt);
    let case = Case::start(vec![answer(429, "retry-after: 4000\r\n", "")]).await;
    let error = case.client.send(&harmless_write()).await.unwrap_err();
    assert!(!error.response().unwrap().in_doubt);
}

#[tokio::test]
async fn replies_tell_the_time_of_the_server() {
    let date = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    let case = Case::start(vec![answer(200, date, "{}")]).await;
    assert_eq!(case.client.server_now(), None);
    case.client.send(&read()).await.unwrap();
    let run = case.client.for_run(Duration::ZERO, watch::channel(false).1);
    assert!((784_111_777..784_111_787).contains(&run.server_now().unwrap()));
    run.learn_server_time().await;
    assert_eq!(case.requests(), 1, "it is known already");
}

#[tokio::test]
async fn only_an_emulator_on_this_machine_has_an_identity() {
    let identity = |body: &str| Case::start(vec![answer(200, "", body)]);
    let case = identity(r#"{"identity":"0123abcd"}"#).await;
    assert_eq!(case.client.identity().await.unwrap().as_deref(), Some("0123abcd"));
    assert_eq!(case.asked.lock().unwrap()[0], "GET /_emulator/identity HTTP/1.1");
    for body in ["{}", "<html>", r#"{"identity":""}"#, r#"{"identity":"\u001b[2J"}"#, r#"{"identity":7}"#] {
        assert_eq!(identity(body).await.client.identity().await.unwrap(), None, "{body}");
    }
    for status in [401, 403, 404, 500] {
        let case = Case::start(vec![answer(status, "", "")]).await;
        assert_eq!(case.client.identity().await.unwrap(), None, "{status}");
    }
    let busy = Case::start(vec![answer(503, "", "")]).await;
    assert_eq!(busy.client.identity().await.unwrap_err().kind(), Kind::Unavailable);
    // Nobody listens at this address, and nobody is asked.
    assert_eq!(client("https://api.example.invalid", None).identity().await.unwrap(), None);
}

#[tokio::test]
async fn text_of_a_server_is_masked_with_the_secrets_of_the_request() {
    use crate::ops::Operation as _;
    let text = bytes::Bytes::from(r#"{"users":[{"loginId":"a","password":"hunter2!"}]}"#);
    let request = Request::new(&crate::ops::user::BatchCreate::SPEC, text);
    let masked = client("http://127.0.0.1:1", None).masked(&request, "Ksecret: `hunter2!` is too weak for a");
    assert_eq!(masked, "[secret]: `[secret]` is too weak for a");
}

#[test]
fn a_certificate_of_another_host_is_no_reason_to_trust_another_authority() {
    let address = Url::parse("https://api.example.com").unwrap();
    let (message, hint) = about_certificate("certificate not valid for name \"api.example.com\"", &address);
    assert!(
        message.contains("that of another host") && hint.contains("the right address"),
        "{message} {hint}"
    );
    let why = "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))";
    let (message, hint) = about_certificate(why, &address);
    assert!(!message.contains("OtherError") && hint.contains("ca_bundle"), "{message} {hint}");
}
