//! The licence tier, which the edge wants to hear in each request: without it the lowest rate limits
//! apply, whatever the plan (behaviour.md section 2).

use std::{
    fs,
    path::PathBuf,
    time::{Duration, SystemTime},
};

/// Remembers the tier of one project between runs, so that a command costs one request, not two.
#[derive(Debug, Clone)]
pub struct TierCache {
    file: Option<PathBuf>,
}

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
        let age = SystemTime::now().duration_since(fs::metadata(file).ok()?.modified().ok()?).ok()?;
        let tier = fs::read_to_string(file).ok().filter(|_| age < KEPT)?;
        is_tier(&tier).then_some(tier)
    }

    /// Stores the tier. A failure is of no consequence: it is asked for again.
    pub(super) fn store(&self, tier: &str) {
        let Some(file) = &self.file else { return };
        if let Some(folder) = file.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(file, tier);
    }
}

/// Whether this may go into a header: what a file or a server says is not trusted.
pub(super) fn is_tier(text: &str) -> bool {
    !text.is_empty() && text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
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
