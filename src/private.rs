//! Files and folders for their owner alone, from their creation on. Users, keys and journals go into these.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

/// Options that make new files private.
#[must_use]
pub fn options() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes are of Unix"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a private folder and those above it; what exists stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Writes a private file anew, so that a reader finds the old text or the new one, and never a part. Its folder is made
/// where it is not there.
///
/// # Errors
/// When it cannot be written.
pub fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    create_folder(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text)?;
    new.persist(file).map(drop).map_err(|error| error.error)
}

/// Makes a file private that may have been there before.
///
/// # Errors
/// When that is not allowed.
pub fn close_to_others(file: File) -> io::Result<File> {
    #[cfg(unix)]
    if file.metadata()?.is_file() {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// Opens a file for reading that must be a regular one: reading a pipe or a device could wait forever.
///
/// # Errors
/// When it cannot be opened, or is something else.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let kind = path.metadata()?;
    if kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if !kind.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    File::open(path)
}

/// The text of a file that must be a regular one.
///
/// # Errors
/// As [`open_regular`], and when it cannot be read.
pub fn read_regular(path: &Path) -> io::Result<String> {
    open_regular(path).and_then(io::read_to_string)
}

/// The path without links, as one that a person can read and paste.
///
/// # Errors
/// When there is no such file.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    let path = path.canonicalize()?;
    Ok(path.to_str().and_then(plain).map_or(path.clone(), PathBuf::from))
}

/// The usual form of a path of Windows that begins with `\\?\`, which other programs do not take. Longer ones
/// exist in that form only.
fn plain(path: &str) -> Option<String> {
    const LONGEST: usize = 259;
    let rest = path.strip_prefix(r"\\?\")?;
    let is_drive = |rest: &str| {
        let bytes = rest.as_bytes();
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == br":\"
    };
    let plain = match rest.strip_prefix(r"UNC\") {
        Some(share) => format!(r"\\{share}"),
        None if is_drive(rest) => rest.to_owned(),
        None => return None,
    };
    (plain.len() <= LONGEST).then_some(plain)
}

/// How long a pipe is waited for that nobody writes to, or reads from.
const PIPE_WAIT: Duration = Duration::from_secs(10);

/// Opens an input for reading. A pipe is one too, such as a shell's `<(…)`: it is read as stdin is. A named
/// one that nobody opens for writing is given up.
///
/// # Errors
/// When it cannot be opened, or is a pipe that nobody writes to.
pub fn open_input(path: &Path) -> io::Result<File> {
    open_input_within(path, PIPE_WAIT)
}

fn open_input_within(path: &Path, wait: Duration) -> io::Result<File> {
    if !is_pipe(path) {
        return File::open(path);
    }
    let why = || format!("it is a pipe, and nobody wrote to it for {} seconds", wait.as_secs());
    read_pipe_within(path, wait, Ok, why)
}

/// Reads a pipe, which is given up where that takes longer than this; `why` says then what was waited for.
///
/// # Errors
/// When it cannot be read, or nobody writes to it in time.
pub fn read_pipe_within<T: Send + 'static>(
    path: &Path,
    wait: Duration,
    read: impl FnOnce(File) -> io::Result<T> + Send + 'static,
    why: impl FnOnce() -> String,
) -> io::Result<T> {
    let pipe = path.to_owned();
    within(wait, move || File::open(pipe).and_then(read), why)
}

/// Opens a file for writing. A pipe that nobody reads from is given up.
///
/// # Errors
/// When it cannot be opened, or is a pipe that nobody reads from.
pub fn open_output(path: &Path, options: &OpenOptions) -> io::Result<File> {
    if !is_pipe(path) {
        return options.open(path);
    }
    let why = || format!("it is a pipe, and nobody read from it for {} seconds", PIPE_WAIT.as_secs());
    let (pipe, options) = (path.to_owned(), options.clone());
    within(PIPE_WAIT, move || options.open(pipe), why)
}

/// What may wait for the other end of a pipe is done by a thread, which may be left behind.
fn within<T: Send + 'static>(
    wait: Duration,
    action: impl FnOnce() -> io::Result<T> + Send + 'static,
    why: impl FnOnce() -> String,
) -> io::Result<T> {
    let (sender, result) = mpsc::channel();
    std::thread::Builder::new().spawn(move || sender.send(action()))?;
    result.recv_timeout(wait).unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, why())))
}

/// Whether a path leads to a pipe.
#[cfg(unix)]
#[must_use]
pub fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    path.metadata().is_ok_and(|kind| kind.file_type().is_fifo())
}

/// Whether a path leads to a pipe; not here.
#[cfg(not(unix))]
#[must_use]
pub fn is_pipe(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_windows_is_shown_as_people_write_it() {
        assert_eq!(plain(r"\\?\C:\Users\ann\a b.csv").as_deref(), Some(r"C:\Users\ann\a b.csv"));
        assert_eq!(plain(r"\\?\UNC\server\share\a").as_deref(), Some(r"\\server\share\a"));
        assert_eq!(plain(r"\\?\Volume{1}\a"), None);
        assert_eq!(plain(&format!(r"\\?\C:\{}", "a".repeat(300))), None);
        assert_eq!(plain("/home/ann"), None);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        create_folder(&inner).unwrap();
        let file = options().write(true).create(true).open(inner.join("c")).unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&inner), mode(&inner.join("c"))), (0o700, 0o600));
        file.set_permissions(std::fs::Permissions::from_mode(0o644)).unwrap();
        close_to_others(file).unwrap();
        assert_eq!(mode(&inner.join("c")), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn only_a_regular_file_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        assert!(open_regular(folder.path()).is_err());
        assert!(open_regular(Path::new("/dev/null")).is_err());
        std::fs::write(folder.path().join("a"), "a").unwrap();
        assert!(open_regular(&folder.path().join("a")).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_an_input_once_somebody_writes_to_it() {
        use std::io::{Read as _, Write as _};
        let folder = tempfile::tempdir().unwrap();
        // The reader that is given up stays at its pipe, so that the other one has its own.
        let [pipe, other] = ["pipe", "other"].map(|name| folder.path().join(name));
        assert!(std::process::Command::new("mkfifo").args([&pipe, &other]).status().unwrap().success());
        let error = open_input_within(&other, Duration::from_millis(50)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        let writer = pipe.clone();
        let writer = std::thread::spawn(move || {
            OpenOptions::new().write(true).open(writer).unwrap().write_all(b"late").unwrap();
        });
        let mut text = String::new();
        open_input(&pipe).unwrap().read_to_string(&mut text).unwrap();
        writer.join().unwrap();
        assert_eq!(text, "late");
        std::fs::write(folder.path().join("a"), "a").unwrap();
        assert!(open_input(&folder.path().join("a")).is_ok());
    }
}
