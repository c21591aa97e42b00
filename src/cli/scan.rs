//! The global flags of a command line that could not be parsed, for showing the error as it was asked for.

use clap::ValueEnum as _;

use crate::{settings::Globals, ui::Color};

/// Short options that take a value. All others are switches: more options may follow in the same word.
const SHORT_WITH_VALUE: [char; 5] = ['o', 'q', 'd', 'f', 'n'];

/// Finds the flags that decide how an error is shown, and which project is meant. What is not understood is left out: the parser has
/// already refused the line.
#[must_use]
pub fn scan(words: &[String]) -> Globals {
    let mut found = Globals::default();
    for (index, word) in words.iter().enumerate() {
        if word == "--" {
            break;
        }
        let Some((name, value)) = long(word).or_else(|| short(word)) else { continue };
        let Some(value) = value.or_else(|| words.get(index + 1).map(String::as_str)) else { continue };
        match name {
            "output" => found.output = value.parse().ok(),
            "color" => found.color = Color::from_str(value, false).ok(),
            "profile" => found.profile = Some(value.to_owned()),
            "config" => found.config = Some(value.into()),
            "project-id" => found.project_id = Some(value.to_owned()),
            "base-url" => found.base_url = Some(value.to_owned()),
            _ => {}
        }
    }
    found
}

/// The name of a long option, with its value where that stands in the same word.
fn long(word: &str) -> Option<(&str, Option<&str>)> {
    let option = word.strip_prefix("--")?;
    Some(option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value))))
}

/// `-o` in a word of short options, with its value where that stands in the same word.
fn short(word: &str) -> Option<(&str, Option<&str>)> {
    let options = word.strip_prefix('-')?;
    let (place, option) = options.char_indices().find(|(_, option)| SHORT_WITH_VALUE.contains(option))?;
    let value = &options[place + 1..];
    let value = value.strip_prefix('=').unwrap_or(value);
    (option == 'o').then_some(("output", Some(value).filter(|value| !value.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Format;

    fn output(line: &str) -> Option<Format> {
        scan(&line.split(' ').map(str::to_owned).collect::<Vec<_>>()).output
    }

    #[test]
    fn the_format_is_found_however_it_is_typed() {
        for line in ["-o json", "-ojson", "-o=json", "-yojson", "-vvo json", "-yvo=json", "--output json"] {
            assert_eq!(output(line), Some(Format::Json), "{line}");
        }
        assert_eq!(output("x --output=jsonl -v"), Some(Format::Jsonl));
        assert_eq!(output("-o json user search -o csv"), Some(Format::Csv));
    }

    #[test]
    fn what_is_no_format_is_not_taken_for_one() {
        for line in ["x", "-o", "-o xml", "-qojson", "-q -o", "-- -o json", "--output", "--outputs json"] {
            assert_eq!(output(line), None, "{line}");
        }
    }

    #[test]
    fn the_short_options_with_a_value_are_those_of_the_tree() {
        let mut tree = crate::cli::command();
        tree.build();
        let mut found = Vec::new();
        collect(&tree, &mut found);
        found.sort_unstable();
        found.dedup();
        let mut known = SHORT_WITH_VALUE;
        known.sort_unstable();
        assert_eq!(found, known);
    }

    fn collect(command: &clap::Command, found: &mut Vec<char>) {
        let with_value = command.get_arguments().filter(|argument| argument.get_action().takes_values());
        found.extend(with_value.filter_map(clap::Arg::get_short));
        for below in command.get_subcommands() {
            collect(below, found);
        }
    }
}
