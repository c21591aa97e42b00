//! Being asked to end: Ctrl-C, Ctrl-\\, a terminal that is closed, or what a CI server sends to end a job.

#[cfg(unix)]
use std::task::Poll;

/// Listens for requests to end this process, from its creation on. While it listens, and afterwards, none
/// of them ends the process by itself.
pub struct EndRequests {
    #[cfg(unix)]
    signals: Vec<tokio::signal::unix::Signal>,
}

impl EndRequests {
    /// Begins to listen. Needs the event loop of the process.
    #[must_use]
    pub fn listen() -> Self {
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
        #[cfg(not(unix))]
        Self {}
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        #[cfg(unix)]
        {
            std::future::poll_fn(|context| {
                let any =
                    self.signals.iter_mut().any(|signal| signal.poll_recv(context) == Poll::Ready(Some(())));
                if any { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
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
