//! The sockets: one task per connection, with limits on what a client may send before it is served.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

/// Longer than clients keep an idle connection, so that they are the ones who close it.
const HEADER_TIMEOUT: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 120 });
/// How long requests that are running at the end have to finish.
const GRACE: Duration = Duration::from_secs(10);
const HEADER_LIMIT: usize = 64 * 1024;

/// Where a request came from; requests that took no socket have none.
#[derive(Clone, Copy)]
pub(super) struct Peer {
    pub(super) ip: IpAddr,
}

/// Marks a reply that must not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the connection was cut on purpose")]
pub(super) struct Cut;

/// Accepts connections until `shutdown` completes, then waits a little for the requests that are running.
pub(super) async fn serve(router: Router, listener: TcpListener, shutdown: impl Future<Output = ()>) {
    let (stop, stopping) = watch::channel(());
    let (done, running) = watch::channel(());
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, address) = tokio::select! {
            () = &mut shutdown => break,
            accepted = accept(&listener) => accepted,
        };
        let peer = Peer { ip: address.ip() };
        let (router, mut stopping, running) = (router.clone(), stopping.clone(), running.clone());
        tokio::spawn(async move {
            connection(router, stream, peer, async {
                // Fails when the sender is gone, which is the signal.
                let _ = stopping.changed().await;
            })
            .await;
            drop(running);
        });
    }
    drop((listener, stop, running));
    // Whoever has not finished asking, or not finished reading, by then is left alone.
    let _ = timeout(GRACE, done.closed()).await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // The client left already, or there are no file handles right now; the listener still works.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(router: Router, stream: TcpStream, peer: Peer, stopping: impl Future<Output = ()>) {
    // Without it small replies wait for acknowledgements; failing to set it only costs time.
    drop(stream.set_nodelay(true));
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        let reply = router.call(request);
        async move {
            let response = match reply.await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            // An error of the service makes hyper close the connection without writing a head.
            if response.extensions().get::<Cut>().is_some() { Err(Cut) } else { Ok(response) }
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_header_size(HEADER_LIMIT);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // How a connection ended is the client's to notice.
        _ = connection.as_mut() => return,
        () = stopping => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
