//! The licence tier, which the edge wants to hear in each request: without it the lowest rate limits
//! apply, whatever the plan (behaviour.md section 2).

use std::{
    fs,
    io::{Read as _, Write as _},
    path::PathBuf,
    time::{Duration, SystemTime},
};

use crate::private;

/// Remembers the tier of one project between runs, so that a command costs one request, not two.
#[derive(Debug, Clone)]
pub struct TierCache {
    file: Option<PathBuf>,
}

/// Longest name of a tier.
const LONGEST: usize = 32;

/// A plan changes rarely, and an old tier only costs speed.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

impl TierCache {
    /// Remembers in this file; in none for a server that is gone with this run.
    #[must_use]
    pub fn new(file: Option<PathBuf>) -> Self {
        Self { file }
    }

    /// The tier that was stored, unless it is too old.
    pub(super) fn load(&self) -> Option<String> {
        let file = self.file.as_ref()?;
        let found = fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
        let age = SystemTime::now().duration_since(found.modified().ok()?).ok()?;
        let mut tier = String::new();
        let file = fs::File::open(file).ok().filter(|_| age < KEPT)?;
        file.take(LONGEST as u64 + 1).read_to_string(&mut tier).ok()?;
        is_tier(&tier).then_some(tier)
    }

    /// Stores the tier. A failure is of no consequence: it is asked for again.
    pub(super) fn store(&self, tier: &str) {
        let Some(file) = &self.file else { return };
        if fs::metadata(file).is_ok_and(|found| !found.is_file()) {
            return;
        }
        if let Some(folder) = file.parent() {
            let _ = private::create_folder(folder);
        }
        let opened = private::options().write(true).create(true).truncate(true).open(file);
        let _ = opened.and_then(|mut file| file.write_all(tier.as_bytes()));
    }
}

/// Whether this may go into a header: what a file or a server says is not trusted.
pub(super) fn is_tier(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_tier_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = TierCache::new(Some(folder.path().join("deep/tier")));
        assert_eq!(cache.load(), None);
        cache.store("tier3");
        assert_eq!(cache.load().as_deref(), Some("tier3"));
    }

    #[test]
    fn what_cannot_be_a_tier_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let cache = TierCache::new(Some(folder.path().join("tier")));
        cache.store("tier1\r\nx-evil: 1");
        assert_eq!(cache.load(), None);
    }
}
