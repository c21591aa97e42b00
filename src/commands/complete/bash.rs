//! Bash: the line comes as it is typed, since bash takes words apart at `=`, `:` and `@`, and replaces a part of
//! the word; and what it is told is put into the line as it is, so that it must be quoted.

/// The script that makes bash ask. It knows no arrays of lines before version 4, nor `compopt`.
pub(super) const SCRIPT: &str = r#"_descopectl() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(DESCOPECTL_COMPLETE=bash descopectl -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    if [[ ${COMPREPLY-} != *[=/:] ]]; then
        compopt +o nospace 2>/dev/null
    fi
}
complete -o nospace -o bashdefault -o nosort -F _descopectl descopectl 2>/dev/null ||
    complete -o nospace -o bashdefault -F _descopectl descopectl
"#;

/// A line up to the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words without their quotes, the last one as far as it is typed.
    pub(super) words: Vec<String>,
    /// What stands of the last word before the part that bash replaces.
    kept: String,
    /// The quote in which the cursor stands.
    quote: Option<char>,
}

impl Line {
    /// Reads a line; `replaced` is the end of it that bash will replace.
    pub(super) fn of(line: &str, replaced: &str) -> Self {
        let Words { words, last, quote } = words(line);
        let kept = self::words(line[last..].strip_suffix(replaced).unwrap_or_default());
        Self { words, kept: kept.words.concat(), quote }
    }

    /// What bash is to put in the place of the part that it replaces, so that the word becomes this value.
    pub(super) fn inserted(&self, value: &str) -> Option<String> {
        let rest = value.strip_prefix(&self.kept)?;
        let mut inserted = String::with_capacity(rest.len());
        for letter in rest.chars() {
            match self.quote {
                Some('\'') if letter == '\'' => inserted.push_str(r"'\'"),
                Some('"') if "\\\"$`".contains(letter) => inserted.push('\\'),
                None if is_special(letter) => inserted.push('\\'),
                _ => {}
            }
            inserted.push(letter);
        }
        Some(inserted)
    }
}

/// Whether a letter outside of quotes is more to the shell than itself.
fn is_special(letter: char) -> bool {
    letter.is_ascii() && !letter.is_ascii_alphanumeric() && !"-_./:=@,+%^".contains(letter)
}

/// A line taken apart.
struct Words {
    words: Vec<String>,
    /// Where the last word begins.
    last: usize,
    /// The quote that is open at the end.
    quote: Option<char>,
}

/// Words as the shell reads them. There is always one, which may be empty.
fn words(line: &str) -> Words {
    let mut read = Words { words: vec![String::new()], last: 0, quote: None };
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_blank = letter.is_whitespace() && read.quote.is_none();
        if is_blank && at > read.last {
            read.words.push(String::new());
        }
        if is_blank {
            read.last = at + letter.len_utf8();
            continue;
        }
        let (mut plain, quote) = (letter, read.quote);
        match letter {
            '\'' | '"' if quote.is_none() => {
                read.quote = Some(letter);
                continue;
            }
            _ if quote == Some(letter) => {
                read.quote = None;
                continue;
            }
            '\\' if quote != Some('\'') => {
                let follows = |next: char| quote.is_none() || "\\\"$`".contains(next);
                if let Some((_, next)) = letters.next_if(|(_, next)| follows(*next)) {
                    plain = next;
                }
            }
            _ => {}
        }
        if let Some(word) = read.words.last_mut() {
            word.push(plain);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_the_shell_reads_them() {
        for (line, expected) in [
            ("descopectl user ", vec!["descopectl", "user", ""]),
            ("  a  b", vec!["a", "b"]),
            (r"a Tenant\ Ad", vec!["a", "Tenant Ad"]),
            (r"a Tenant\ ", vec!["a", "Tenant "]),
            (r#"a "Tenant Ad"#, vec!["a", "Tenant Ad"]),
            ("a 'it'\\''s b", vec!["a", "it's b"]),
            (r#"a "x\"y\z" "#, vec!["a", r#"x"y\z"#, ""]),
            ("a --status=dis", vec!["a", "--status=dis"]),
            ("", vec![""]),
        ] {
            assert_eq!(Line::of(line, "").words, expected, "{line:?}");
        }
    }

    #[test]
    fn only_the_part_that_bash_replaces_is_given_and_it_is_quoted() {
        for (line, replaced, value, expected) in [
            ("d user load al", "al", "alice@example.com", Some("alice@example.com")),
            ("d user load alice@ex", "ex", "alice@example.com", Some("example.com")),
            ("d --status=dis", "dis", "--status=disabled", Some("disabled")),
            ("d --status=", "", "--status=disabled", Some("disabled")),
            ("d --sort createdTime:", "", "createdTime:desc", Some("desc")),
            ("d add-role bob Ten", "Ten", "Tenant Admin", Some(r"Tenant\ Admin")),
            (r"d add-role bob Tenant\ A", r"Tenant\ A", "Tenant Admin", Some(r"Tenant\ Admin")),
            (r#"d add-role bob "Ten"#, "Ten", "Tenant Admin", Some("Tenant Admin")),
            (r#"d --role="Ten"#, "Ten", "--role=Tenant Admin", Some("Tenant Admin")),
            (r#"d "a"#, "a", r#"a"b$c"#, Some(r#"a\"b\$c"#)),
            ("d 'a", "a", "a'b", Some(r"a'\''b")),
            ("d ", "", "$(reboot);`x`&é", Some(r"\$\(reboot\)\;\`x\`\&é")),
            ("d al@", "", "bob", None),
        ] {
            assert_eq!(Line::of(line, replaced).inserted(value).as_deref(), expected, "{line:?}");
        }
    }
}
