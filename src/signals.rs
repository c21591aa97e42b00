//! Being asked to end: Ctrl-C, Ctrl-\\ or Ctrl-Break, a terminal or console that is closed, or what a CI server sends
//! to end a job.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Poll},
};

/// Whether this process has listened once: since then no request to end ends it by itself.
static HAS_LISTENED: AtomicBool = AtomicBool::new(false);

/// Whether requests to end are lost on this process where nothing waits for them.
#[must_use]
pub fn must_be_waited_for() -> bool {
    HAS_LISTENED.load(Ordering::Relaxed)
}

/// Listens for requests to end this process, from its creation on. While it listens, and afterwards, none
/// of them ends the process by itself.
pub struct EndRequests {
    #[cfg(unix)]
    signals: Vec<tokio::signal::unix::Signal>,
    #[cfg(windows)]
    signals: Vec<ConsoleEvent>,
}

/// What the console tells a program: after it is closed, the program has some seconds.
#[cfg(windows)]
enum ConsoleEvent {
    CtrlC(tokio::signal::windows::CtrlC),
    Break(tokio::signal::windows::CtrlBreak),
    Close(tokio::signal::windows::CtrlClose),
    Logoff(tokio::signal::windows::CtrlLogoff),
    Shutdown(tokio::signal::windows::CtrlShutdown),
}

#[cfg(windows)]
impl ConsoleEvent {
    fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Option<()>> {
        match self {
            Self::CtrlC(event) => event.poll_recv(context),
            Self::Break(event) => event.poll_recv(context),
            Self::Close(event) => event.poll_recv(context),
            Self::Logoff(event) => event.poll_recv(context),
            Self::Shutdown(event) => event.poll_recv(context),
        }
    }
}

impl EndRequests {
    /// Begins to listen. Needs the event loop of the process.
    #[must_use]
    pub fn listen() -> Self {
        HAS_LISTENED.store(true, Ordering::Relaxed);
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let mut kinds = vec![SignalKind::interrupt(), SignalKind::terminate(), SignalKind::quit()];
            if !hangups_are_ignored() {
                kinds.push(SignalKind::hangup());
            }
            // A signal that cannot be listened to ends the process, as it always did.
            Self { signals: kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect() }
        }
        #[cfg(windows)]
        {
            use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
            let events = [
                ctrl_c().map(ConsoleEvent::CtrlC),
                ctrl_break().map(ConsoleEvent::Break),
                ctrl_close().map(ConsoleEvent::Close),
                ctrl_logoff().map(ConsoleEvent::Logoff),
                ctrl_shutdown().map(ConsoleEvent::Shutdown),
            ];
            Self { signals: events.into_iter().filter_map(Result::ok).collect() }
        }
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        std::future::poll_fn(|context: &mut Context<'_>| {
            let any =
                self.signals.iter_mut().any(|signal| signal.poll_recv(context) == Poll::Ready(Some(())));
            if any { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// From now on Ctrl-C does not end this process: another one has the terminal, such as a pager, and decides.
///
/// # Errors
/// When the system does not let it listen.
pub fn leave_interrupts_alone() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let _inside = runtime.enter();
    // Listening once changes what the signal does for good.
    #[cfg(unix)]
    drop(tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?);
    #[cfg(windows)]
    drop(tokio::signal::windows::ctrl_c()?);
    Ok(())
}

/// Whether a program such as `nohup` wants this process to outlive its terminal: then it does.
#[cfg(target_os = "linux")]
fn hangups_are_ignored() -> bool {
    /// The lowest bit stands for signal 1, which is the hangup.
    const HANGUP: u64 = 1;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & HANGUP != 0)
}

/// Whether a program such as `nohup` wants this process to outlive its terminal. What is ignored cannot be read
/// here, but `nohup` takes a terminal away from the input.
#[cfg(all(unix, not(target_os = "linux")))]
fn hangups_are_ignored() -> bool {
    use std::io::IsTerminal as _;
    !std::io::stdin().is_terminal()
}
