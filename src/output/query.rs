//! jq expressions over the whole document.

use std::time::Duration;

use jaq_core::{
    Ctx, Vars, compile, data,
    load::{self, Arena, File, Loader, lex, parse},
};
use jaq_json::{Num, Val};
use serde_json::{Map, Number, Value};

use super::isolation;
use crate::error::{Error, Result};

/// Functions of jq that print, end the program or read its environment, where keys may be. A filter may only
/// return results.
pub(crate) const LEFT_OUT: [&str; 7] =
    ["halt", "halt_error", "stderr", "stderr_empty", "input_filename", "env", "$ENV"];

/// Most bytes of an expression. The parser is recursive: an expression of nothing but parentheses would
/// overflow the stack, which ends the program without an error message.
const LONGEST_QUERY: usize = 6_000;

/// Longest time for an expression that may be one without end.
const LONGEST_RUN: Duration = Duration::from_secs(300);

/// A parsed jq expression.
pub(super) struct Query {
    text: String,
    filter: compile::Filter<jaq_core::Native<data::JustLut<Val>>>,
}

impl Query {
    /// Parses an expression.
    pub(super) fn parse(text: &str) -> Result<Self> {
        if text.len() > LONGEST_QUERY {
            return Err(Error::usage(format!(
                "the query has {} bytes, at most {LONGEST_QUERY} are read",
                text.len()
            ))
            .hint("print the result with `-o json` and filter it with jq"));
        }
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let arena = Arena::default();
        let modules = Loader::new(definitions.filter(|definition| !LEFT_OUT.contains(&definition.name)))
            .load(&arena, File { code: text, path: () })
            .map_err(|errors| wrong(text, errors.first().map(|(_, error)| why_not_read(text, error))))?;
        let filter = jaq_core::Compiler::default()
            .with_funs(functions.filter(|(name, ..)| !LEFT_OUT.contains(name)))
            .compile(modules)
            .map_err(|errors| wrong(text, errors.first().and_then(|(_, errors)| undefined(text, errors))))?;
        Ok(Self { text: text.to_owned(), filter })
    }

    /// All results for one document. What may recurse runs in a process of its own, and no longer than this.
    pub(super) fn run(&self, document: &Value, time: Option<Duration>) -> Result<Vec<Value>> {
        // The program of unit tests is not this one.
        if cfg!(test) || isolation::is_harmless(&self.text) {
            self.run_here(document)
        } else {
            isolation::run(&self.text, document, time.unwrap_or(LONGEST_RUN))
        }
    }

    /// All results for one document, computed in this process.
    pub(super) fn run_here(&self, document: &Value) -> Result<Vec<Value>> {
        let input = input(document);
        let context = Ctx::<data::JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        let results = self.filter.id.run((context, input)).map(|result| match result {
            Ok(value) => Ok(plain(&value)),
            Err(exception) => Err(match exception.get_err() {
                Ok(error) => self.failed(&bare(plain(&error.into_val()))),
                Err(_) => self.failed("it ended itself"),
            }),
        });
        results.collect()
    }

    fn failed(&self, why: &str) -> Error {
        Error::failed(format!("the query `{}` failed on this result", self.text))
            .because(without_values(why, &self.text))
    }
}

/// What jq says, without the values of the result that it quotes: they may be whole records, and secrets.
/// What the query itself holds may be repeated.
fn without_values(why: &str, query: &str) -> String {
    let of_query = |text: &str| {
        let text = text.trim_matches('"');
        !text.is_empty() && query.contains(text)
    };
    if let Some((value, key)) = why.strip_prefix("cannot index ").and_then(|rest| rest.rsplit_once(" with "))
    {
        let with = if of_query(key) { format!(" with {key}") } else { String::new() };
        return format!("cannot index {}{with}", kind_of(value));
    }
    if let Some((value, kind)) = why.strip_prefix("cannot use ").and_then(|rest| rest.rsplit_once(" as ")) {
        return format!("cannot use {} as {kind}", kind_of(value));
    }
    if let Some(value) = why.strip_prefix("cannot calculate ") {
        return format!("cannot calculate with {}", kind_of(value));
    }
    if why.starts_with("invalid path expression") {
        return "it does not name a place in the result".to_owned();
    }
    if of_query(why) {
        why.to_owned()
    } else {
        "an error that quotes the result, which is not shown".to_owned()
    }
}

/// The kind of a value by its first character.
fn kind_of(value: &str) -> &'static str {
    match value.bytes().next() {
        Some(b'"' | b'b') => "a text",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// The value as jq represents it. It is converted by hand because serde does not pass on the size of an
/// object.
pub(crate) fn input(value: &Value) -> Val {
    match value {
        Value::Null => Val::Null,
        Value::Bool(flag) => Val::Bool(*flag),
        Value::Number(number) => Val::Num(match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Num::from_integral(number),
            (_, Some(number)) => Num::from_integral(number),
            _ => Num::Float(number.as_f64().unwrap_or(f64::NAN)),
        }),
        Value::String(text) => text_of(text),
        Value::Array(items) => items.iter().map(input).collect(),
        Value::Object(fields) => {
            let mut object = jaq_json::Map::with_capacity_and_hasher(fields.len(), Default::default());
            object.extend(fields.iter().map(|(name, value)| (text_of(name), input(value))));
            Val::obj(object)
        }
    }
}

pub(crate) fn text_of(text: &str) -> Val {
    Val::utf8_str(text.as_bytes().to_vec())
}

/// The value as JSON represents it, which has neither NaN nor byte strings. Whole numbers are written
/// without a fraction, as jq does, also where they were computed.
pub(crate) fn plain(value: &Val) -> Value {
    match value {
        Val::Null => Value::Null,
        Val::Bool(flag) => Value::Bool(*flag),
        Val::Num(number) => number_of(number),
        Val::TStr(text) | Val::BStr(text) => Value::String(String::from_utf8_lossy(text).into_owned()),
        Val::Arr(items) => items.iter().map(plain).collect(),
        Val::Obj(fields) => {
            let fields = fields.iter().map(|(name, value)| (bare(plain(name)), plain(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

fn bare(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn number_of(number: &Num) -> Value {
    /// Up to here, each whole number is a floating-point number of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number {
        Num::Int(number) => Value::from(*number),
        Num::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            format!("{number:.0}").parse().map_or(Value::Null, |number: i64| Value::from(number))
        }
        Num::Float(number) if number.is_infinite() => Value::from(f64::MAX.copysign(*number)),
        Num::Float(number) => Value::from(*number),
        Num::Dec(digits) => digits.parse().map_or(Value::Null, |number| number_of(&Num::Float(number))),
        Num::BigInt(digits) => {
            digits.to_string().parse().map_or(Value::Null, |number: Number| Value::Number(number))
        }
    }
}

pub(crate) fn wrong(text: &str, why: Option<String>) -> Error {
    let error = Error::usage(format!("`{text}` is not a jq expression"));
    match why {
        Some(why) => error.because(why),
        None => error,
    }
}

pub(crate) fn why_not_read(text: &str, error: &load::Error<&str>) -> String {
    let at = |part: &str| place(text, part);
    match error {
        load::Error::Io(errors) => match errors.first() {
            Some((part, why)) => format!("{why}{}", at(part)),
            None => "modules cannot be loaded".to_owned(),
        },
        load::Error::Lex(errors) => match errors.first() {
            Some((lex::Expect::Delim(open), _)) => format!("`{open}` is not closed{}", at(open)),
            Some((lex::Expect::Token, part)) => {
                format!("unexpected `{}`{}", part.chars().take(1).collect::<String>(), at(part))
            }
            Some((expected, part)) => format!("expected a {}{}", expected.as_str(), at(part)),
            None => "it cannot be read".to_owned(),
        },
        load::Error::Parse(errors) => match errors.first() {
            Some((parse::Expect::Nothing, found)) => format!("unexpected `{found}`{}", at(found)),
            Some((expected, "")) => format!("expected {} at the end", worded(expected)),
            Some((expected, found)) => format!("expected {}, found `{found}`{}", worded(expected), at(found)),
            None => "it cannot be read".to_owned(),
        },
    }
}

fn worded(expected: &parse::Expect<&str>) -> String {
    match expected {
        parse::Expect::Just(literal) => format!("`{literal}`"),
        parse::Expect::Term => "an expression".to_owned(),
        other => other.as_str().to_owned(),
    }
}

pub(crate) fn undefined(text: &str, errors: &[compile::Error<&str>]) -> Option<String> {
    let (name, kind) = errors.first()?;
    let arity = match kind {
        compile::Undefined::Filter(arity) if *arity > 0 => format!("/{arity}"),
        _ => String::new(),
    };
    Some(format!("undefined {} `{name}{arity}`{}", kind.as_str(), place(text, name)))
}

/// ` at column 7`, where the part lies inside the text.
fn place(text: &str, part: &str) -> String {
    let offset = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    match offset.and_then(|offset| text.get(..offset)) {
        Some(before) => format!(" at column {}", before.chars().count() + 1),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::error::Kind;

    fn run(document: &Value, text: &str) -> Vec<Value> {
        Query::parse(text).unwrap().run(document, None).unwrap()
    }

    #[test]
    fn expressions_run_over_the_whole_document() {
        let users = json!([{"email": "a@example.com", "n": 1}, {"email": "b@example.com", "n": 2.5}]);
        assert_eq!(run(&users, ".[].email"), [json!("a@example.com"), json!("b@example.com")]);
        assert_eq!(run(&users, "length"), [json!(2)]);
        assert_eq!(run(&users, "map({n})"), [json!([{"n": 1}, {"n": 2.5}])]);
        assert_eq!(run(&users, "group_by(.n) | map(length)"), [json!([1, 1])]);
        assert_eq!(run(&users, r#".[0].email | test("^A"; "i")"#), [json!(true)]);
        assert_eq!(run(&users, "empty"), Vec::<Value>::new());
    }

    #[test]
    fn values_come_back_as_they_went_in() {
        let document = json!({"z": 1, "a": [null, true, "\u{0}\"王😀", 1.5, -7, u64::MAX, i64::MIN], "": {}});
        assert_eq!(run(&document, ".")[0].to_string(), document.to_string());
    }

    #[test]
    fn computed_numbers_are_numbers_of_json() {
        let numbers = run(&json!(null), "4 / 2, 1 / 4, nan, 1e3, -0.0, 10000000000000000000000");
        assert_eq!(Value::Array(numbers).to_string(), "[2,0.25,null,1000,0,1e+22]");
        assert!(run(&json!(null), "infinite")[0].as_f64().unwrap() > 1e308);
    }

    #[test]
    fn wrong_expressions_say_where() {
        let why = |text: &str| {
            let error = Query::parse(text).err().unwrap();
            assert_eq!(error.kind(), Kind::Usage);
            assert!(error.to_string().contains(text));
            error.reason().unwrap()
        };
        assert_eq!(why(".[] | nosuch"), "undefined filter `nosuch` at column 7");
        assert_eq!(why("map(1; 2)"), "undefined filter `map/2` at column 1");
        assert_eq!(why(".a | $x"), "undefined variable `$x` at column 6");
        assert_eq!(why("\"é\" | .["), "`[` is not closed at column 8");
        assert_eq!(why(".a )"), "unexpected `)` at column 4");
        assert_eq!(why(".a |"), "expected an expression at the end");
        assert_eq!(why(""), "expected an expression at the end");
        assert_eq!(why("if . then"), "expected an expression at the end");
        assert_eq!(why("if . else 1 end"), "expected `then`, found `else` at column 6");
        assert_eq!(why(r#"include "x"; ."#), "module loading not supported at column 10");
    }

    #[test]
    fn failures_at_run_time_are_explained_in_short() {
        let error = Query::parse(".[0].x").unwrap().run(&json!("text"), None).unwrap_err();
        assert_eq!(error.to_string(), "the query `.[0].x` failed on this result");
        assert_eq!(error.kind(), Kind::Failed);
        assert_eq!(error.reason().unwrap(), "cannot index a text with 0");
        let error = Query::parse(r#"error("no")"#).unwrap().run(&json!(1), None).unwrap_err();
        assert_eq!(error.reason().unwrap(), "no");
    }

    #[test]
    fn failures_do_not_quote_the_result() {
        let document = json!({"password": "s3cret", "list": ["s3cret"], "n": {"s3cret": 1}});
        for text in [
            ".password.x",
            ".list.x",
            ".password | .[]",
            ".list + 1",
            ".n | tonumber",
            "error(.)",
            "error(.password)",
            ".password | fromjson",
            ".password | tonumber",
            ".password | strptime(\"%Y\")",
            "first(.password) |= .x",
            ".list | implode",
            ".password | @base64d | fromjson",
            ".password | test(\"(\")",
        ] {
            let error = Query::parse(text).unwrap().run(&document, None);
            let Err(error) = error else { panic!("{text} does not fail") };
            let said = format!("{error} {}", error.reason().unwrap());
            assert!(!said.contains("s3cret"), "{text}: {said}");
        }
    }

    #[test]
    fn a_filter_can_neither_end_the_program_nor_print_nor_read_the_environment() {
        for text in [
            "env",
            "env.HOME",
            "$ENV",
            "$ENV.HOME",
            "$__prog_args",
            "input_filename",
            "halt",
            "halt_error",
            "halt(3)",
            "stderr",
            "input",
            "inputs",
        ] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_query_that_would_use_up_the_stack_is_refused() {
        let nested = |depth: usize| format!("{}.{}", "(".repeat(depth), ")".repeat(depth));
        let error = Query::parse(&nested(10_000)).err().unwrap();
        assert_eq!(error.to_string(), "the query has 20001 bytes, at most 6000 are read");
        assert!(Query::parse(&nested(100)).is_ok());
    }
}
