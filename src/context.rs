//! What every command is given: the printer, the settings, and a client made on first use.

use std::{
    cell::{Cell, OnceCell, RefCell},
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::sync::watch;

use crate::{
    api::{Client, Config, Limiter, Mode, Request, TierCache, limit, users::MANY},
    ci::Ci,
    error::{Error, Kind, Result, TOO_FEW_THREADS, visible},
    local,
    ops::{Bucket, Operation as _, Spec, user::Search},
    output::{self, DONE, Done, Format, View},
    profile::Rate,
    progress::{Allowance, Gathering},
    settings::{Environment, Globals, Origin, Settings, Target},
    signals::{self, EndRequests},
    span::{self, Span},
    ui::{ErrorFormat, Pager, Ui},
};

/// What a run begins with: what was typed and what is set, and the one printer that follows from both.
pub struct Setup {
    /// The printer.
    pub ui: Ui,
    /// How documents are shown.
    pub output: output::Settings,
    /// Global flags that were typed.
    pub globals: Globals,
    /// Variables of the environment.
    pub environment: Environment,
    /// What is configured, or why that cannot be told: some commands work all the same.
    pub settings: Result<Settings>,
    /// The words of the command line, without the program's name.
    pub words: Vec<String>,
    /// The job that the words must belong to, where they come from its journal.
    pub resumed_job: Option<String>,
}

impl Setup {
    /// Puts flags, environment and configuration together. No network, no key yet.
    #[must_use]
    pub fn new(globals: Globals, environment: Environment, words: Vec<String>) -> Self {
        let settings = Settings::resolve(&globals, &environment);
        let format = match &settings {
            Ok(settings) => settings.output.as_ref().map(|output| output.value),
            // The error is to come in the form that was asked for, as far as that is known.
            Err(_) => globals.output.or_else(|| environment.text(crate::env::OUTPUT).ok()??.parse().ok()),
        };
        let format = format.unwrap_or_default();
        let color = globals.color.unwrap_or_default();
        let pager = if globals.no_pager { None } else { Pager::chosen(&environment) };
        let ui = Ui::new(color, globals.loudness(), globals.prompting(), error_format(format));
        let ci = Ci::of(&environment).map(Arc::new);
        let ui = ui
            .hinting_at(globals.target())
            .with_pager(pager)
            .with_ci(ci.clone())
            .run_by_ci(environment.is_ci());
        let output = output::Settings {
            format,
            columns: globals.columns.clone(),
            titles: Vec::new(),
            query_time: None,
            query: globals.query.clone(),
            width: ui.width().filter(|_| !globals.wide),
            color: ui.colors_stdout(),
            data_color: ui.colors_data(),
            ci,
            terminal: ui.stdout_is_terminal(),
            now: (ui.stdout_is_terminal() && !globals.wide && !environment.is_ci())
                .then_some(jiff::Timestamp::now),
        };
        Self { ui, output, globals, environment, settings, words, resumed_job: None }
    }

    /// What commands are given that send requests.
    ///
    /// # Errors
    /// When the configuration cannot be read or a value in it is wrong.
    pub fn context(self) -> Result<Context> {
        Ok(Context {
            ui: self.ui,
            output: self.output,
            settings: self.settings?,
            environment: self.environment,
            arguments: self.words,
            command: String::new(),
            about: Vec::new(),
            dry_run: self.globals.dry_run,
            assume_yes: self.globals.yes,
            confirmed_project: self.globals.confirm_project,
            resumed_job: self.resumed_job,
            started: Instant::now(),
            runtime: OnceCell::new(),
            client: OnceCell::new(),
            cleared: OnceCell::new(),
            changed: Cell::new(false),
            backup: RefCell::new(None),
            subject: RefCell::new(None),
            job: RefCell::new(None),
            before_changes: Cell::new(None),
        })
    }
}

/// Everything a command needs that is not its own arguments.
pub struct Context {
    /// The printer.
    pub ui: Ui,
    /// How documents are shown.
    pub output: output::Settings,
    /// What is configured, each value with its origin.
    pub settings: Settings,
    /// Variables of the environment.
    pub environment: Environment,
    /// The words of the command line, without the program's name.
    pub arguments: Vec<String>,
    /// The command words with their full names, such as `user create`.
    pub command: String,
    /// Users, files or names that the command line names.
    pub about: Vec<String>,
    dry_run: bool,
    assume_yes: bool,
    confirmed_project: Option<String>,
    resumed_job: Option<String>,
    started: Instant,
    runtime: OnceCell<tokio::runtime::Runtime>,
    client: OnceCell<Client>,
    cleared: OnceCell<()>,
    changed: Cell<bool>,
    backup: RefCell<Option<std::path::PathBuf>>,
    subject: RefCell<Option<std::path::PathBuf>>,
    job: RefCell<Option<String>>,
    before_changes: Cell<Option<fn(&Context)>>,
}

impl Context {
    /// Whether changes are only shown.
    #[must_use]
    pub fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    /// Time since the command began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Whether `--yes` was given.
    #[must_use]
    pub fn assumes_yes(&self) -> bool {
        self.assume_yes
    }

    /// Sends one request and returns the reply.
    ///
    /// # Errors
    /// Those of the API, of the settings, and of an unconfirmed change to a protected profile.
    pub fn send(&self, request: &Request) -> Result<Value> {
        if request.reads {
            let client = self.client()?;
            return self.block_on_until_asked_to_end(client.send(request))?;
        }
        self.clear_for_changes()?;
        let client = self.client()?;
        // Ended in silence, nobody would know of the change.
        self.block_on_unless_interrupted(client.send(request)).map_err(|interrupted| {
            let name = request.name();
            interrupted.because(format!("there was no reply to `{name}` yet: the change may have been made"))
        })?
    }

    /// The client, made on first use: only then is the key fetched.
    ///
    /// # Errors
    /// When there is no project or key, or the key cannot be fetched.
    pub fn client(&self) -> Result<&Client> {
        if self.client.get().is_none() {
            let client = self.connect()?;
            let _ = self.client.set(client);
        }
        self.client.get().ok_or_else(|| Error::failed("could not set up the connection"))
    }

    fn max_wait(&self) -> Option<Duration> {
        self.settings.max_wait.as_ref().map(|wait| wait.value.0)
    }

    /// Longest single wait for the rate limit in a batch.
    #[must_use]
    pub fn batch_max_wait(&self) -> Duration {
        self.max_wait().unwrap_or(limit::MAX_WAIT_OF_RUNS)
    }

    /// Refuses to run another job than the one that `job resume` named.
    ///
    /// # Errors
    /// Usage when it is another one.
    pub fn check_resumed_job(&self, id: &str) -> Result<()> {
        match &self.resumed_job {
            Some(resumed) if resumed != id => Err(Error::usage(format!("cannot resume job `{resumed}`"))
                .because("its command is not the one that it was begun with, or leads to another database")
                .hint("run the command itself to begin a job of its own")),
            _ => Ok(()),
        }
    }

    /// The client for a run, whose waits end when `ending` turns true.
    ///
    /// # Errors
    /// Those of [`Context::client`].
    pub fn client_for_run(&self, ending: watch::Receiver<bool>) -> Result<Client> {
        let max_wait = self.max_wait().unwrap_or(limit::MAX_WAIT_OF_RUNS);
        Ok(self.client()?.for_run(max_wait, ending))
    }

    /// What paces the requests of the project, shared with other processes through the state folder; none
    /// where requests are not paced.
    ///
    /// # Errors
    /// When there is no project or key.
    pub fn limiter(&self) -> Result<Option<Limiter>> {
        let Target::Remote { project_id, .. } = self.settings.target()? else { return Ok(None) };
        let share = match self.settings.rate.as_ref().map_or(Rate::Percent(100), |rate| rate.value) {
            Rate::Percent(percent) => percent.into(),
            Rate::Off => return Ok(None),
        };
        let folder = state_folder().map(|folder| folder.join("limits"));
        Ok(Some(Limiter::new(folder, project_id.value.as_str(), share, self.rate_window()?)))
    }

    /// Project and address that requests go to, as text that stays the same between runs.
    ///
    /// # Errors
    /// When there is no project or key.
    pub fn target_name(&self) -> Result<String> {
        self.settings.target_name()
    }

    /// Where a change would be made, as a question says it: ` in project P2… of profile `staging``.
    #[must_use]
    pub fn place(&self) -> String {
        let profile = self.settings.profile.as_ref().map(|profile| format!("profile `{}`", profile.value));
        match (self.settings.target(), profile) {
            (Ok(Target::Local), _) => " in the emulator of profile `local`".to_owned(),
            (Ok(Target::Remote { project_id, .. }), Some(profile)) => {
                format!(" in project {} of {profile}", project_id.value)
            }
            (Ok(Target::Remote { project_id, .. }), None) => format!(" in project {}", project_id.value),
            (Err(_), Some(profile)) => format!(" in {profile}"),
            (Err(_), None) => String::new(),
        }
    }

    /// Requests that the settings allow in a window, and its length; none where requests are not paced, as those
    /// to the emulator of the profile `local`.
    ///
    /// # Errors
    /// Usage when the length of the window is not a number.
    pub fn paced_limit(&self, bucket: Bucket) -> Result<Option<(u32, Duration)>> {
        if matches!(self.settings.target(), Ok(Target::Local)) {
            return Ok(None);
        }
        match self.settings.rate.as_ref().map_or(Rate::Percent(100), |rate| rate.value) {
            Rate::Percent(percent) => {
                Ok(Some((limit::share_of(bucket, percent.into()), self.rate_window()?)))
            }
            Rate::Off => Ok(None),
        }
    }

    /// Shows the gathering of users, page by page.
    ///
    /// # Errors
    /// When the share of the limit cannot be read.
    pub fn gathering_users(&self) -> Result<Gathering> {
        let allowance = self.allowance_of(&Search::SPEC, MANY as u64)?;
        Ok(self.ui.gathering("user", allowance))
    }

    /// What the rate limit allows to requests with so many rows.
    ///
    /// # Errors
    /// When the share of the limit cannot be read.
    pub fn allowance_of(&self, spec: &Spec, rows: u64) -> Result<Option<Allowance>> {
        let Some((requests, window)) = self.paced_limit(spec.bucket)? else { return Ok(None) };
        let back = match self.limiter()? {
            Some(limiter) => self.block_on(limiter.back(spec.bucket))?,
            None => Vec::new(),
        };
        Ok(Some(Allowance { rows, requests, window, back: back.into() }))
    }

    fn rate_window(&self) -> Result<Duration> {
        let Some(text) = self.environment.text(crate::env::RATE_WINDOW)? else { return Ok(limit::WINDOW) };
        span::precise(text).map_err(|expected| {
            Error::usage(format!("`{}` is not a length of time", crate::env::RATE_WINDOW)).because(expected)
        })
    }

    /// Runs a future to its end.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> Result<T> {
        if self.runtime.get().is_none() {
            let _ = self.runtime.set(event_loop()?);
        }
        let runtime = self.runtime.get().ok_or_else(|| Error::failed("could not start the event loop"))?;
        Ok(runtime.block_on(future))
    }

    /// From now on Ctrl-C does not end the process by itself; what waits for it must.
    pub fn endures_interrupts(&self) {
        let _ = self.block_on(async { drop(EndRequests::listen()) });
    }

    /// Runs a future to its end, or until the process is asked to end: the future is dropped then, so that
    /// what it holds cleans up, such as a file that is not complete.
    ///
    /// # Errors
    /// `Interrupted` then, and when the system gives no threads.
    pub fn block_on_unless_interrupted<T>(&self, future: impl Future<Output = T>) -> Result<T> {
        self.block_on(async {
            let mut requests = EndRequests::listen();
            tokio::select! {
                biased;
                () = requests.next() => Err(Error::new(Kind::Interrupted, "interrupted")),
                done = future => Ok(done),
            }
        })?
    }

    /// The same where a question has made that necessary; else a request to end ends the process at once.
    ///
    /// # Errors
    /// As [`Self::block_on_unless_interrupted`].
    pub fn block_on_until_asked_to_end<T>(&self, future: impl Future<Output = T>) -> Result<T> {
        if signals::must_be_waited_for() {
            self.block_on_unless_interrupted(future)
        } else {
            self.block_on(future)
        }
    }

    /// [`Self::block_on_unless_interrupted`], but no longer than until so long after the start of the command.
    ///
    /// # Errors
    /// `Interrupted`, and `SomeFailed` when the time has passed.
    pub fn block_on_until<T>(&self, deadline: Option<Span>, future: impl Future<Output = T>) -> Result<T> {
        let Some(Span(deadline)) = deadline else { return self.block_on_unless_interrupted(future) };
        let left = deadline.saturating_sub(self.started.elapsed());
        let passed = |_| {
            Error::new(Kind::SomeFailed, "the deadline has passed before all users were looked up")
                .because("nothing was changed")
                .hint("give more time, such as `--deadline 10m`, or leave it out")
        };
        self.block_on_unless_interrupted(async { tokio::time::timeout(left, future).await.map_err(passed) })?
    }

    /// Shows a document on stdout. What was read without a change goes through the pager.
    ///
    /// # Errors
    /// When it cannot be shown in the form asked for, or stdout is gone.
    pub fn show(&self, document: &Value, view: &View) -> anyhow::Result<()> {
        let bytes = output::render(document, view, &self.output)?;
        if self.has_changed() {
            self.ui.out(&bytes)?
        } else {
            self.ui.page(&bytes)?
        }
        Ok(())
    }

    /// Shows a document of our own, which carries its schema: whole in JSON and YAML, the part that
    /// the view picks in the forms for tables.
    ///
    /// # Errors
    /// When it cannot be shown in the form asked for, or stdout is gone.
    pub fn show_ours(&self, document: &Value, view: &View) -> anyhow::Result<()> {
        self.show(self.output.part(document, view), view)
    }

    /// Shows that a command is done, where a document was asked for.
    ///
    /// # Errors
    /// As [`Self::show_made`].
    pub fn show_done(&self, done: &Done<'_>) -> anyhow::Result<()> {
        let has_id = done.subject.is_some() || self.output.format != Format::Ids;
        if self.output.wants_document() && has_id { self.show_made(&done.document(), &DONE) } else { Ok(()) }
    }

    /// Shows what a change made. It is shown whatever was asked for: where the form does not do, as JSON, and
    /// where stdout takes nothing, on stderr. An ID or a password that was made up would else be lost.
    ///
    /// # Errors
    /// When it could not be shown as it was asked for. The error does not quote it.
    pub fn show_made(&self, document: &Value, view: &View) -> anyhow::Result<()> {
        let not_as_asked = |why: &str| {
            Error::failed("the change was made, but its result could not be shown as it was asked for")
                .because(why.to_owned())
        };
        // A signal that ends a query which does not end would end this, too.
        let settings = output::Settings { query_time: Some(QUERY_TIME), ..self.output.clone() };
        let (bytes, failed) = match output::render(document, view, &settings) {
            Ok(bytes) => (bytes, None),
            Err(error) => {
                let plain = output::Settings {
                    format: Format::Json,
                    columns: None,
                    query: None,
                    ..self.output.clone()
                };
                (output::render(document, view, &plain)?, Some(not_as_asked(&error.to_string())))
            }
        };
        if let Err(cause) = self.ui.out(&bytes) {
            self.ui.undelivered(document, &visible_lines(&String::from_utf8_lossy(&bytes)));
            // A reader that is gone has what it needs.
            return Err(match cause.kind() {
                std::io::ErrorKind::BrokenPipe => cause.into(),
                _ => not_as_asked(&format!("could not write to stdout: {cause}")).into(),
            });
        }
        failed.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Notes where records were saved before they were deleted or changed.
    pub fn note_backup(&self, file: &std::path::Path) {
        *self.backup.borrow_mut() = Some(file.to_owned());
    }

    /// Notes a file that the command is about without naming it.
    pub fn note_subject(&self, file: &std::path::Path) {
        *self.subject.borrow_mut() = Some(file.to_owned());
    }

    /// A file that the command is about without naming it.
    #[must_use]
    pub fn subject(&self) -> Option<std::path::PathBuf> {
        self.subject.borrow().clone()
    }

    /// Where records were saved before they were deleted or changed.
    #[must_use]
    pub fn backup(&self) -> Option<std::path::PathBuf> {
        self.backup.borrow().clone()
    }

    /// Notes the bulk job that the command runs.
    pub fn note_job(&self, id: &str) {
        *self.job.borrow_mut() = Some(id.to_owned());
    }

    /// The bulk job that the command runs.
    #[must_use]
    pub fn job(&self) -> Option<String> {
        self.job.borrow().clone()
    }

    /// Has this done once, before the first change.
    pub fn before_changes(&self, action: fn(&Self)) {
        self.before_changes.set(Some(action));
    }

    /// Shows what a dry run would do. `--columns` is about the result, which there is none of yet.
    ///
    /// # Errors
    /// When it cannot be shown in the form asked for, or stdout is gone.
    pub fn show_plan(&self, document: &Value, view: &View) -> anyhow::Result<()> {
        let settings = output::Settings { columns: None, ..self.output.clone() };
        self.ui.out(&output::render(settings.part(document, view), view, &settings)?)?;
        Ok(())
    }

    /// Makes sure that changes to a protected profile are meant: the profile is named on the command
    /// line and the project ID is typed. Asked once per run.
    ///
    /// # Errors
    /// Usage where that is missing.
    pub fn clear_for_changes(&self) -> Result<()> {
        self.is_cleared_for_changes()?;
        self.note_change();
        Ok(())
    }

    /// Notes that something is changed, which no protection of a profile is about.
    pub fn note_change(&self) {
        self.changed.set(!self.dry_run);
        if !self.dry_run
            && let Some(action) = self.before_changes.take()
        {
            action(self);
        }
    }

    /// Whether something was changed, or could have been.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.changed.get()
    }

    fn is_cleared_for_changes(&self) -> Result<()> {
        if self.cleared.get().is_some() || !self.settings.protected || self.dry_run {
            return Ok(());
        }
        let Target::Remote { project_id, .. } = self.settings.target()? else { return Ok(()) };
        let project_id = project_id.value.to_string();
        let profile = self.settings.profile.as_ref();
        let name = profile.map_or("", |profile| profile.value.as_str());
        if !profile.is_some_and(|profile| matches!(profile.origin, Origin::Flag(_) | Origin::Environment(_)))
        {
            return Err(Error::usage(format!("profile `{name}` is protected"))
                .because("a change to it must name it")
                .hint(format!("add `--profile {name}`")));
        }
        let confirmed = self.confirmed_project.as_deref();
        if let Some(other) = confirmed.filter(|confirmed| *confirmed != project_id) {
            return Err(Error::usage(format!(
                "profile `{name}` is for project `{project_id}`, not `{other}`"
            )));
        }
        if !(self.assume_yes && confirmed.is_some()) {
            let question = format!("Profile `{name}` is protected. Change project {project_id}?");
            self.ui.confirm_by_typing(&question, &project_id, "--yes --confirm-project")?;
        }
        let _ = self.cleared.set(());
        Ok(())
    }

    fn connect(&self) -> Result<Client> {
        let config = match self.settings.target()? {
            Target::Remote { project_id, base_url, key } => Config {
                tier: TierCache::new(tier_file(&project_id.value.to_string())),
                limiter: self.limiter()?,
                base_url: parse_url(base_url.value.as_str())?,
                project_id: project_id.value.to_string(),
                key: key.value.resolve()?,
                ca_bundle: self.settings.ca_bundle.as_ref().map(|bundle| bundle.value.clone()),
                timeout: self.settings.timeout.value,
                max_wait: self.max_wait().unwrap_or(limit::MAX_WAIT),
                mode: self.mode(),
            },
            Target::Local => self.start_local()?,
        };
        Client::new(config, self.ui.clone())
    }

    fn mode(&self) -> Mode {
        if self.dry_run { Mode::DryRun } else { Mode::Live }
    }

    /// Starts the emulator inside this process, on a loopback port and with a key of this run.
    fn start_local(&self) -> Result<Config> {
        let local = self.block_on(local::start())??;
        Ok(Config {
            base_url: local.base_url,
            project_id: local.project_id,
            key: local.key,
            timeout: self.settings.timeout.value,
            max_wait: self.max_wait().unwrap_or(limit::MAX_WAIT),
            ca_bundle: None,
            mode: self.mode(),
            tier: TierCache::new(None),
            limiter: None,
        })
    }
}

/// Time for a query on what a change made.
const QUERY_TIME: Duration = Duration::from_secs(8);

/// Threads of the event loop, and for looking up the name of the server.
const THREADS: usize = 4;

/// Open files that the event loop and its signals need at once.
#[cfg(unix)]
const PAIRS: usize = 8;

/// Makes the event loop. It panics where the system gives no threads or files, so that this is tried before.
fn event_loop() -> Result<tokio::runtime::Runtime> {
    let cannot = |cause: std::io::Error| {
        Error::failed("could not start the event loop").because(cause).hint(TOO_FEW_THREADS)
    };
    check_threads().map_err(cannot)?;
    #[cfg(unix)]
    (0..PAIRS)
        .map(|_| std::os::unix::net::UnixStream::pair())
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(cannot)?;
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(cannot)
}

/// Whether the system gives as many threads as are needed at once.
fn check_threads() -> std::io::Result<()> {
    let is_over = Arc::new(AtomicBool::new(false));
    let mut threads = Vec::new();
    let mut failed = Ok(());
    for _ in 0..THREADS {
        let is_over = Arc::clone(&is_over);
        let waits = move || {
            while !is_over.load(Ordering::Acquire) {
                std::thread::park();
            }
        };
        match std::thread::Builder::new().spawn(waits) {
            Ok(thread) => threads.push(thread),
            Err(cause) => failed = Err(cause),
        }
    }
    is_over.store(true, Ordering::Release);
    for thread in threads {
        thread.thread().unpark();
        let _ = thread.join();
    }
    failed
}

/// Lines of text without anything that a terminal would obey.
fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// Programs that read JSON get JSON errors.
fn error_format(format: Format) -> ErrorFormat {
    match format {
        Format::Json | Format::Jsonl => ErrorFormat::Json,
        Format::Table | Format::Csv | Format::Yaml | Format::Ids => ErrorFormat::Text,
    }
}

fn parse_url(text: &str) -> Result<url::Url> {
    url::Url::parse(text).map_err(|cause| Error::usage(format!("`{text}` is not an address")).because(cause))
}

/// Where runs leave what later runs need: journals and the state of rate limits.
#[must_use]
pub fn state_folder() -> Option<std::path::PathBuf> {
    crate::folders::state()
}

fn tier_file(project_id: &str) -> Option<std::path::PathBuf> {
    Some(crate::folders::cache()?.join("license").join(project_id))
}
