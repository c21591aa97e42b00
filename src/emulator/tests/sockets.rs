use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::*;

/// An emulator behind a socket, until it is stopped.
pub(super) struct Served {
    pub(super) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: tokio::task::JoinHandle<()>,
}

impl Served {
    pub(super) async fn start(api: &Api) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let emulator = api.emulator.clone();
        let task = tokio::spawn(async move {
            emulator
                .serve(listener, async {
                    drop(stopped.await);
                })
                .await
                .unwrap();
        });
        Self { address, stop: Some(stop), task }
    }

    /// Sends one request on a connection of its own and gives all bytes that come back.
    pub(super) async fn exchange(&self, method: &str, path: &str, body: &str) -> String {
        self.exchange_with(method, path, &format!("Bearer {LOCAL_PROJECT_ID}:{KEY}"), body).await
    }

    pub(super) async fn exchange_with(&self, method: &str, path: &str, key: &str, body: &str) -> String {
        let headers = format!("host: localhost\r\nauthorization: {key}");
        self.exchange_headers(method, path, &headers, body).await
    }

    pub(super) async fn exchange_headers(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{headers}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut reply = Vec::new();
        // Being cut off while writing, or a reset after the last byte, is as good an end as any.
        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        let _ = stream.read_to_end(&mut reply).await;
        String::from_utf8(reply).unwrap()
    }
}

#[tokio::test]
async fn a_stopped_server_ends_idle_connections_and_takes_no_more() {
    let mut served = Served::start(&Api::new()).await;
    let reply = served.exchange("GET", "/v1/mgmt/license", "").await;
    assert!(reply.starts_with("HTTP/1.1 200 OK"), "{reply}");
    let mut idle = TcpStream::connect(served.address).await.unwrap();
    served.stop.take().unwrap().send(()).unwrap();
    served.task.await.unwrap();
    assert_eq!(idle.read(&mut [0; 1]).await.unwrap_or(0), 0);
    assert!(TcpStream::connect(served.address).await.is_err());
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let served = Served::start(&Api::new()).await;
    let long = format!("/v1/mgmt/user?loginId={}", "x".repeat(70 * 1024));
    let reply = served.exchange("GET", &long, "").await;
    assert!(
        reply.is_empty() || reply.starts_with("HTTP/1.1 414") || reply.starts_with("HTTP/1.1 431"),
        "{reply}"
    );
    let reply = served.exchange_with("GET", "/v1/mgmt/license", &"x".repeat(70 * 1024), "").await;
    assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 431"), "{reply}");
}

#[tokio::test]
async fn a_head_or_body_that_does_not_arrive_is_not_waited_for_long() {
    let served = Served::start(&Api::new()).await;
    let mut silent = TcpStream::connect(served.address).await.unwrap();
    let mut half = TcpStream::connect(served.address).await.unwrap();
    half.write_all(b"GET /v1/mgmt/license HTTP/1.1\r\nhost: loc").await.unwrap();
    let head = format!(
        "POST /v1/mgmt/user/create HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\nconnection: close\r\n\
         authorization: Bearer {LOCAL_PROJECT_ID}:{KEY}\r\n\r\n{{\"login"
    );
    let mut bodiless = TcpStream::connect(served.address).await.unwrap();
    bodiless.write_all(head.as_bytes()).await.unwrap();
    let mut reply = String::new();
    bodiless.read_to_string(&mut reply).await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 408") && reply.contains("E011001"), "{reply}");
    for stream in [&mut half, &mut silent] {
        let mut reply = Vec::new();
        // Being reset is as good an end as any.
        let _ = stream.read_to_end(&mut reply).await;
        assert!(reply.is_empty() || reply.starts_with(b"HTTP/1.1 408"), "{reply:?}");
    }
}
