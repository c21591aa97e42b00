//! `doctor`: checks from the configuration to the server's clock, each with what to do about it.

use clap::Args;
use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    api::{Client, Probe, Request},
    context::{Context, Setup},
    error::{Error, Kind, Result},
    ops::{
        Operation as _,
        directory::{LICENSE, ListTenants},
    },
    output::{self, Column, Shape, View},
    profile::{Config, files},
    settings::{self, Origin, Target},
    ui::{Ui, counted},
};

/// Check configuration, key and connection
///
/// Goes from the configuration file to the server, shows what it finds, and says what to do about what
/// is wrong. The key is never shown. Two reads are sent; nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl doctor
  descopectl doctor --profile staging
  descopectl doctor -o json -q '.checks[]|select(.status != \"ok\")'")]
pub struct Doctor {}

/// More than this and tokens may be too old, or not valid yet, on one of the two sides.
const TOLERATED_SKEW: i64 = 60;

/// Runs all checks and shows them.
///
/// # Errors
/// With the kind of the first check that failed.
pub fn run(setup: Setup) -> anyhow::Result<()> {
    let (ui, output) = (setup.ui.clone(), setup.output.clone());
    let mut checks = Checks::default();
    // What cannot be checked after a failure is left out: it would only fail for the same reason.
    let _ = checks.examine(setup);
    checks.show(&ui, &output)?;
    checks.verdict().map_err(Into::into)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ok,
    Warning,
    Failed,
}

#[derive(Debug, Serialize)]
struct Check {
    check: &'static str,
    status: Status,
    detail: String,
    fix: Vec<String>,
    #[serde(skip)]
    kind: Option<Kind>,
}

#[derive(Default)]
struct Checks(Vec<Check>);

/// The check failed, and it has been noted.
struct Stop;

impl Checks {
    /// Goes through the checks in order, up to the first that fails.
    fn examine(&mut self, setup: Setup) -> Result<(), Stop> {
        self.configuration(&setup)?;
        let context = self.expect("profile", setup.context())?;
        self.profile(&context);
        self.target(&context)?;
        let client = self.expect("key", context.client())?;
        self.ok("key", key_source(&context));
        let probe = |request: &Request| context.block_on(client.probe(request));
        let license = self.expect("server", probe(&Request::new(&LICENSE, json!({}))))?;
        self.server(client, &license)?;
        let read = Request::new(&ListTenants::SPEC, json!({}));
        let tenants = self.expect("access", probe(&read))?;
        self.access(&tenants)?;
        self.clock(license.date.as_deref());
        self.tier(&license);
        Ok(())
    }

    fn configuration(&mut self, setup: &Setup) -> Result<(), Stop> {
        let file = self.expect("configuration", settings::config_file(&setup.globals, &setup.environment))?;
        let config = self.expect("configuration", Config::load(&file.value))?;
        let shown = files::shown(&file.value);
        match (config.exists, &file.origin) {
            (true, _) => {
                self.ok(
                    "configuration",
                    format!("{shown}, {}", counted(config.profiles.len() as u64, "profile")),
                );
            }
            (false, Origin::BuiltIn) => self.ok("configuration", format!("no file at {shown} yet")),
            (false, origin) => self.warn(
                "configuration",
                format!("there is no file {shown}, which {origin} names"),
                vec![
                    "make it with `descopectl profile add NAME --project-id P…`, or name another one"
                        .to_owned(),
                ],
            ),
        }
        Ok(())
    }

    fn profile(&mut self, context: &Context) {
        let settings = &context.settings;
        let protected = if settings.protected { ", protected" } else { "" };
        self.ok(
            "profile",
            match &settings.profile {
                Some(profile) => format!("{} from {}{protected}", profile.value, profile.origin),
                None => format!("none chosen, only flags and environment are used{protected}"),
            },
        );
        for warning in &settings.warnings {
            self.warn("profile", warning.clone(), Vec::new());
        }
    }

    fn target(&mut self, context: &Context) -> Result<(), Stop> {
        let detail = match self.expect("project", context.settings.target())? {
            Target::Local => "the emulator inside this program".to_owned(),
            Target::Remote { project_id, base_url, .. } => {
                format!("{} at {}", project_id.value, base_url.value)
            }
        };
        self.ok("project", detail);
        Ok(())
    }

    /// Any answer of the API will do here, also that the key is wrong or that it does not know the licence:
    /// whether this is the API shows when the key is used.
    fn server(&mut self, client: &Client, license: &Probe) -> Result<(), Stop> {
        let is_unknown = |error: &Error| error.response().and_then(|reply| reply.status) == Some(404);
        match &license.reply {
            Err(error) if error.kind() == Kind::Unavailable && !is_unknown(error) => {
                self.fail("server", error);
                Err(Stop)
            }
            _ => {
                let way = match client.proxy() {
                    Some((variable, proxy)) => format!(", through the proxy {proxy} of {variable}"),
                    None => String::new(),
                };
                self.ok("server", format!("answered in {} ms{way}", license.elapsed.as_millis().max(1)));
                Ok(())
            }
        }
    }

    fn access(&mut self, tenants: &Probe) -> Result<(), Stop> {
        match &tenants.reply {
            Ok(reply) => {
                let tenants = reply.get("tenants").and_then(Value::as_array).map_or(0, Vec::len);
                self.ok(
                    "access",
                    format!("the key is accepted, {} found", counted(tenants as u64, "tenant")),
                );
                Ok(())
            }
            Err(error) => {
                self.fail("access", error);
                Err(Stop)
            }
        }
    }

    fn clock(&mut self, date: Option<&str>) {
        let parser = DateTimeParser::new().relaxed_weekday(true);
        let Some(theirs) = date.and_then(|date| parser.parse_timestamp(date).ok()) else { return };
        let ahead = Timestamp::now().as_second() - theirs.as_second();
        if ahead.abs() <= TOLERATED_SKEW {
            return self.ok("clock", "agrees with the server's".to_owned());
        }
        let direction = if ahead > 0 { "ahead of" } else { "behind" };
        let detail = format!("{} s {direction} the server's", ahead.abs());
        self.warn("clock", detail, vec!["set this machine's clock: tokens are judged by it".to_owned()]);
    }

    fn tier(&mut self, license: &Probe) {
        let tier = license.reply.as_ref().ok().and_then(|reply| reply.get("rateLimitTier")?.as_str());
        match tier {
            Some(tier) => self.ok("tier", crate::error::visible(&named(tier))),
            None => self.warn(
                "tier",
                "the server does not tell the licence tier: the lowest rate limits apply".to_owned(),
                Vec::new(),
            ),
        }
    }

    fn expect<T>(&mut self, check: &'static str, result: Result<T>) -> Result<T, Stop> {
        result.map_err(|error| {
            self.fail(check, &error);
            Stop
        })
    }

    fn ok(&mut self, check: &'static str, detail: String) {
        self.0.push(Check { check, status: Status::Ok, detail, fix: Vec::new(), kind: None });
    }

    fn warn(&mut self, check: &'static str, detail: String, fix: Vec<String>) {
        self.0.push(Check { check, status: Status::Warning, detail, fix, kind: None });
    }

    fn fail(&mut self, check: &'static str, error: &Error) {
        let detail = match error.reason() {
            Some(reason) if !error.to_string().contains(&reason) => format!("{error}: {reason}"),
            _ => error.to_string(),
        };
        let fix = error.hints().to_vec();
        self.0.push(Check { check, status: Status::Failed, detail, fix, kind: Some(error.kind()) });
    }

    fn show(&self, ui: &Ui, output: &output::Settings) -> anyhow::Result<()> {
        let document = json!({ "schema": "doctor.v1", "checks": self.0 });
        ui.out(&output::render(output.part(&document, &CHECKS), &CHECKS, output)?)?;
        for fix in self.0.iter().flat_map(|check| &check.fix) {
            ui.hint(fix);
        }
        Ok(())
    }

    fn verdict(&self) -> Result<()> {
        match self.0.iter().find_map(|check| Some((check.check, check.kind?))) {
            Some((check, kind)) => Err(Error::new(kind, format!("the check `{check}` failed"))),
            None => Ok(()),
        }
    }
}

fn key_source(context: &Context) -> String {
    match context.settings.target() {
        Ok(Target::Remote { key, .. }) => format!("found: {}", key.value),
        _ => "made for this run".to_owned(),
    }
}

/// The tiers by the names of the plans (behaviour.md section 2).
fn named(tier: &str) -> String {
    let plan = match tier {
        "tier1" => "free",
        "tier2" => "pro",
        "tier3" => "growth",
        "tier4" => "enterprise",
        _ => return tier.to_owned(),
    };
    format!("{tier} ({plan})")
}

/// How the document is shown.
pub const CHECKS: View = View {
    pointer: "/checks",
    shape: Shape::Many,
    columns: &[
        Column::text("Check", "check"),
        Column::text("Status", "status"),
        Column::text("Detail", "detail").wrapping(),
    ],
    id: "check",
    fields: &["check", "status", "detail", "fix"],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(date: &str) -> Vec<Status> {
        let mut checks = Checks::default();
        checks.clock(Some(date));
        checks.0.iter().map(|check| check.status).collect()
    }

    #[test]
    fn a_clock_that_differs_by_minutes_is_a_warning() {
        let now = Timestamp::now();
        let date = |offset: i64| {
            let moment = Timestamp::from_second(now.as_second() + offset).unwrap();
            moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
        };
        assert_eq!(clock(&date(0)), [Status::Ok]);
        assert_eq!(clock(&date(-3600)), [Status::Warning]);
        assert_eq!(clock(&date(3600)), [Status::Warning]);
        assert_eq!(clock("yesterday"), []);
    }

    #[test]
    fn the_first_failure_decides_and_warnings_do_not() {
        let mut checks = Checks::default();
        checks.warn("tier", "unknown".to_owned(), Vec::new());
        assert!(checks.verdict().is_ok());
        checks.fail("access", &Error::new(Kind::Unauthorized, "no"));
        checks.fail("clock", &Error::failed("no"));
        assert_eq!(checks.verdict().unwrap_err().kind(), Kind::Unauthorized);
    }
}
