//! Any request to the emulator: answered, and never with a failure of its own.
//!
//! The first line is method and path, the rest is the body.

use std::{cell::OnceCell, str};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use descopectl::emulator::{Database, Emulator, LOCAL_PROJECT_ID, Options};
use tower::ServiceExt as _;

const KEY: &str = "Kfuzz";

thread_local! {
    static SERVER: OnceCell<(tokio::runtime::Runtime, Emulator)> = const { OnceCell::new() };
}

fn server() -> (tokio::runtime::Runtime, Emulator) {
    let emulator = Emulator::open(Options::new(Database::Memory, KEY.to_owned())).unwrap();
    emulator.seed(include_str!("../../examples/seed.json")).unwrap();
    (tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(), emulator)
}

/// One input.
pub(crate) fn run(data: &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let Ok(line) = str::from_utf8(&data[..end]) else { return };
    let Some((method, path)) = line.split_once(' ') else { return };
    let body = data.get(end + 1..).unwrap_or_default().to_vec();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {LOCAL_PROJECT_ID}:{KEY}"))
        .header("content-type", "application/json")
        .body(Body::from(body));
    // A fault or a limit would be kept for what comes after.
    let Ok(request) = request.map_err(drop).and_then(|request| {
        if request.uri().path().starts_with("/_emulator") { Err(()) } else { Ok(request) }
    }) else {
        return;
    };
    SERVER.with(|server_of_thread| {
        let (runtime, emulator) = server_of_thread.get_or_init(server);
        let status = runtime.block_on(async {
            let response = emulator.router().oneshot(request).await.unwrap();
            let status = response.status();
            let _ = to_bytes(response.into_body(), usize::MAX).await;
            status
        });
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{line}");
    });
}
