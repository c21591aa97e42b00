//! Words of messages: which name was probably meant.

/// How alike two names must be so that one counts as a slip of the other, from 0 to 1.
const ALIKE: f64 = 0.75;

/// The candidate that was probably meant, where one is like what was typed. Case does not count.
pub fn nearest<'n>(typed: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&typed, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_alike_is_proposed() {
        let names = ["loginId", "email", "phone"];
        assert_eq!(nearest("emial", names), Some("email"));
        assert_eq!(nearest("LOGINID", names), Some("loginId"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
    }
}
