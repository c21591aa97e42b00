//! Being asked to end: Ctrl-C, or what a CI server sends to end a job.

/// Listens for requests to end this process, from its creation on. While it listens, and afterwards, none
/// of them ends the process by itself.
pub struct EndRequests {
    #[cfg(unix)]
    interrupts: Option<tokio::signal::unix::Signal>,
    #[cfg(unix)]
    terminations: Option<tokio::signal::unix::Signal>,
}

impl EndRequests {
    /// Begins to listen. Needs the event loop of the process.
    #[must_use]
    pub fn listen() -> Self {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            // A signal that cannot be listened to ends the process, as it always did.
            Self {
                interrupts: signal(SignalKind::interrupt()).ok(),
                terminations: signal(SignalKind::terminate()).ok(),
            }
        }
        #[cfg(not(unix))]
        Self {}
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        #[cfg(unix)]
        {
            let (interrupts, terminations) = (&mut self.interrupts, &mut self.terminations);
            tokio::select! {
                () = received(interrupts) => {}
                () = received(terminations) => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn received(signal: &mut Option<tokio::signal::unix::Signal>) {
    let received = match signal {
        Some(signal) => signal.recv().await,
        None => None,
    };
    // A signal that cannot be listened to never comes.
    if received.is_none() {
        std::future::pending::<()>().await;
    }
}
