//! From the table of routes to a service: router, authorization, body, handler.

use std::future::Future;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, on};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::connections;
use super::decode::Fields;
use super::error::Error;
use super::intake::{is_blank, off_the_async_threads, parse_body, query_fields, take_in};
use super::middleware;
use super::reply::{ApiError, Reply};
use super::route::{Arguments, Call, Route};
use super::state::Emulator;

impl Emulator {
    /// The API as a service that can be called without a socket.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for route in super::all_routes() {
            router = router.route(route.path, endpoint(route));
        }
        router
            .fallback(async |uri: Uri| ApiError::not_served(uri.path()))
            .method_not_allowed_fallback(async |method: Method, uri: Uri| {
                let message = format!("{method} is not served at {}", uri.path());
                ApiError::of_status(StatusCode::METHOD_NOT_ALLOWED, message)
            })
            .layer(axum::middleware::from_fn_with_state(self.clone(), middleware::pass))
            .with_state(self.clone())
    }

    /// Serves the API on the listener until `shutdown` completes and running requests are answered, for which
    /// they have ten seconds.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), Error> {
        connections::serve(self.router(), listener, shutdown).await;
        Ok(())
    }
}

fn endpoint(route: &'static Route) -> MethodRouter<Emulator> {
    let filter = match route.method {
        "GET" => MethodFilter::GET,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        "PUT" => MethodFilter::PUT,
        _ => MethodFilter::POST,
    };
    let answer = move |State(emulator): State<Emulator>, request: Request| async move {
        call(emulator, route, request).await.into_response()
    };
    on(filter, answer)
}

async fn call(emulator: Emulator, route: &'static Route, request: Request) -> Result<Reply, ApiError> {
    let token = emulator.bearer.authorize(route.access, request.headers())?;
    let path = request.uri().path().to_owned();
    let query = query_fields(request.uri().query().unwrap_or_default());
    let bytes =
        if route.method == "GET" { Bytes::new() } else { take_in(request.into_body(), route.limit).await? };
    let work = move || {
        let has_body = !is_blank(&bytes);
        let mut text = String::new();
        let arguments = match route.arguments {
            Arguments::Query => query,
            Arguments::Body => parse_body(&bytes)?,
            Arguments::BodyOrList(name) => match parse_body(&bytes)? {
                list @ Value::Array(_) => json!({ name: list }),
                other => other,
            },
            Arguments::QueryBesideText => {
                text = String::from_utf8(bytes.into())
                    .map_err(|_| ApiError::malformed("The body is not UTF-8 text"))?;
                query
            }
        };
        let call = Call { emulator, path, has_body, text, token };
        (route.handler)(&call, &Fields::of(&arguments, "")?)
    };
    off_the_async_threads(work).await
}
