//! The settings as a list for a person: name, value, origin.

use std::fmt::Display;

use serde::Serialize;

use crate::api::limit;
use crate::output::Format;
use crate::profile::{Rate, files};
use crate::settings::{Origin, Settings, Sourced};
use crate::span::Span;

/// One setting as shown by `profile explain`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Name of the setting.
    pub name: &'static str,
    /// Its value; `None` where it is not set.
    pub value: Option<String>,
    /// Where the value comes from; `None` where it is not set.
    pub source: Option<String>,
}

impl Explained {
    fn of<T: Display>(name: &'static str, sourced: Option<&Sourced<T>>) -> Self {
        let (value, source) = sourced.map(|it| (it.value.to_string(), it.origin.to_string())).unzip();
        Self { name, value, source }
    }
}

/// A key source displays as its kind and place, so no line here can hold a key.
pub(super) fn explained(settings: &Settings) -> Vec<Explained> {
    let server = &settings.server;
    let config_file = Sourced::new(files::shown(&settings.config_file), settings.config_origin.clone());
    let timeout = Sourced::new(Span::of(settings.timeout.value).to_string(), settings.timeout.origin.clone());
    let ca_bundle =
        settings.ca_bundle.as_ref().map(|it| Sourced::new(files::shown(&it.value), it.origin.clone()));
    let protected_by = settings.protected_by.clone().unwrap_or(Origin::BuiltIn);
    let protected = Sourced::new(settings.protected, protected_by);
    let output = settings.output.clone().unwrap_or_else(|| built_in(Format::Table));
    let rate = settings.rate.clone().unwrap_or_else(|| built_in(Rate::Percent(100)));
    let max_wait = settings.max_wait.clone().map(|wait| Sourced::new(wait.value.to_string(), wait.origin));
    let max_wait = max_wait.unwrap_or_else(|| {
        let (one, runs) = (Span::of(limit::MAX_WAIT), Span::of(limit::MAX_WAIT_OF_RUNS));
        built_in(format!("{one}, in batches {runs}"))
    });
    vec![
        Explained::of("config", Some(&config_file)),
        Explained::of("profile", settings.profile.as_ref()),
        Explained::of("project_id", server.project_id.as_ref()),
        Explained::of("base_url", server.base_url.as_ref()),
        Explained::of("management_key", server.key.as_ref()),
        Explained::of("output", Some(&output)),
        Explained::of("timeout", Some(&timeout)),
        Explained::of("protected", Some(&protected)),
        Explained::of("rate", Some(&rate)),
        Explained::of("max_wait", Some(&max_wait)),
        Explained::of("ca_bundle", ca_bundle.as_ref()),
    ]
}

fn built_in<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Origin::BuiltIn)
}
