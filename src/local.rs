//! The emulator inside this process, for the profile `local`.

use secrecy::SecretString;
use url::Url;

#[cfg(feature = "emulator")]
pub use self::inside::{address_of, default_file, failed, listen, new_key};
use crate::error::Result;

/// Project of the emulator inside this process, where the build has one.
#[cfg(feature = "emulator")]
pub const PROJECT_ID: Option<&str> = Some(inside::PROJECT_ID);
#[cfg(not(feature = "emulator"))]
#[expect(missing_docs, reason = "said above")]
pub const PROJECT_ID: Option<&str> = None;

/// An emulator that runs inside this process.
pub struct Local {
    /// Where it listens.
    pub base_url: Url,
    /// Its project.
    pub project_id: String,
    /// The key of this run.
    pub key: SecretString,
}

/// Starts the emulator of the profile `local`, on a loopback port of its own.
///
/// # Errors
/// When the database cannot be opened or no port is free.
#[cfg(feature = "emulator")]
pub async fn start() -> Result<Local> {
    inside::start().await
}

/// Refuses: this build has no emulator.
///
/// # Errors
/// Usage, always.
#[cfg(not(feature = "emulator"))]
#[expect(clippy::unused_async, reason = "called like the one of a build with the emulator")]
pub async fn start() -> Result<Local> {
    Err(crate::error::Error::usage("this build has no emulator")
        .hint("build with the cargo feature `emulator`, or choose another profile"))
}

/// What needs the emulator; its commands use parts of it too.
#[cfg(feature = "emulator")]
mod inside {
    use std::{
        net::{IpAddr, Ipv4Addr, SocketAddr},
        path::{Path, PathBuf},
    };

    use secrecy::SecretString;
    use url::Url;

    use super::Local;
    use crate::{
        emulator::{Database, Emulator, LOCAL_PROJECT_ID, Options},
        error::{Error, Result},
        profile::files,
    };

    pub(super) const PROJECT_ID: &str = LOCAL_PROJECT_ID;

    pub(super) async fn start() -> Result<Local> {
        let key = new_key()?;
        let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let base_url = address_of(&listener)?;
        let issuer = base_url.as_str().trim_end_matches('/').to_owned();
        let options = Options::new(Database::File(default_file()?), key.clone());
        let emulator = Emulator::open(Options { issuer: Some(issuer), ..options }).map_err(failed)?;
        tokio::spawn(emulator.serve(listener, std::future::pending()));
        Ok(Local { base_url, project_id: LOCAL_PROJECT_ID.to_owned(), key })
    }

    /// The database of the profile `local`.
    ///
    /// # Errors
    /// Usage when there is no home folder.
    pub fn default_file() -> Result<PathBuf> {
        crate::folders::data()
            .map(|folder| folder.join("local.db"))
            .ok_or_else(|| Error::usage("there is no home folder for the emulator's data"))
    }

    /// A management key that nobody else knows.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new_key() -> Result<SecretString> {
        use ring::rand::SecureRandom as _;
        let mut bytes = [0_u8; 24];
        ring::rand::SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| Error::failed("the system gives no random numbers"))?;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(SecretString::from(format!("K{hex}")))
    }

    /// Takes an address to listen on.
    ///
    /// # Errors
    /// When it is taken or not of this machine.
    pub async fn listen(address: SocketAddr) -> Result<tokio::net::TcpListener> {
        tokio::net::TcpListener::bind(address).await.map_err(|cause| {
            Error::failed(format!("could not listen on {address}"))
                .because(cause)
                .hint("choose another port with `--listen 127.0.0.1:0`")
        })
    }

    /// The address that clients on this machine call.
    ///
    /// # Errors
    /// When the system does not tell it.
    pub fn address_of(listener: &tokio::net::TcpListener) -> Result<Url> {
        let address = listener
            .local_addr()
            .map_err(|cause| Error::failed("the listening port has no address").because(cause))?;
        // Clients on this machine cannot call an address that stands for all of them.
        let ip = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
        let text = format!("http://{}", SocketAddr::new(ip, address.port()));
        Url::parse(&text).map_err(|cause| Error::failed("the listening port has no address").because(cause))
    }

    /// A failure of the emulator.
    #[must_use]
    pub fn failed(cause: crate::emulator::Error) -> Error {
        let hint = match &cause {
            crate::emulator::Error::Foreign(_) => Some("name another file with `--db`".to_owned()),
            crate::emulator::Error::Version(file) => {
                Some(format!("move it aside with `{}`", moved_aside(file)))
            }
            _ => None,
        };
        match hint {
            Some(hint) => Error::usage("the emulator cannot use the file").because(cause).hint(hint),
            None => Error::failed("the emulator failed").because(cause),
        }
    }

    /// The command that keeps the file under another name, with what SQLite may have left beside it.
    fn moved_aside(file: &Path) -> String {
        let command = if cfg!(windows) { "move" } else { "mv" };
        let ending = |ending: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        // What was moved aside before must not be overwritten, nor get the log of another database.
        let names = std::iter::once(".old".to_owned()).chain((2..1000).map(|count| format!(".old{count}")));
        let is_free =
            |name: &String| ["", "-wal"].iter().all(|part| !ending(&format!("{name}{part}")).exists());
        let name = names.into_iter().find(is_free).unwrap_or_else(|| ".old".to_owned());
        let moves = ["", "-wal"].into_iter().filter(|part| ending(part).exists()).map(|part| {
            let (from, to) = (ending(part), ending(&format!("{name}{part}")));
            format!("{command} {} {}", files::quoted(&from), files::quoted(&to))
        });
        moves.collect::<Vec<_>>().join(" && ")
    }
}
