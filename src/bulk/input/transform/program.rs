//! A jq program that is compiled once and run for each record.

use jaq_core::{
    Compiler, Ctx, Native, Vars, compile, data,
    load::{self, Arena, File, Loader},
};
use jaq_json::Val;

use super::functions;
use crate::{
    error::{Error, Result},
    output::query::{LEFT_OUT, plain, undefined, why_not_read, wrong},
};

/// Functions that would make the users depend on something other than the record, or print.
const NOT_FOR_RECORDS: [&str; 8] =
    ["env", "input", "inputs", "debug", "debug_empty", "localtime", "strflocaltime", "mktime_local"];

/// Most bytes of a program.
const LONGEST: usize = 32 * 1024;

/// Most brackets that are open at once: jq is recursive, and as deep as the program is nested.
const DEEPEST: usize = 256;

/// Bytes of stack for compiling.
const STACK: usize = 256 << 20;

/// Functions for the programs of sources, written in jq.
const PRELUDE: &str = include_str!("prelude.jq");

/// The variables of a program.
const VARIABLES: [&str; 2] = ["$join", "$hashConfig"];

type Data = data::JustLut<Val>;

/// A compiled program.
pub(in super::super) struct Program(compile::Filter<Native<Data>>);

impl Program {
    /// Compiles a program. `name` is what messages call it.
    ///
    /// # Errors
    /// Usage when it is no jq program; the message says where.
    pub(in super::super) fn compile(name: &str, text: &str) -> Result<Self> {
        if text.len() > LONGEST {
            let size = text.len();
            return Err(Error::usage(format!(
                "the program `{}` has {size} bytes, at most {LONGEST} are read",
                short(name)
            )));
        }
        if depth(text) > DEEPEST {
            return Err(Error::usage(format!(
                "the program `{}` opens more than {DEEPEST} brackets at once",
                short(name)
            )));
        }
        std::thread::scope(|scope| {
            let compiling =
                std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || compile(name, text));
            let compiled = compiling
                .map_err(|cause| Error::failed("could not compile the jq program").because(cause))?
                .join();
            compiled.unwrap_or_else(|_| Err(Error::failed("could not compile the jq program")))
        })
    }

    /// All results for one record. An error never repeats what stands in the record.
    pub(in super::super) fn run(
        &self,
        record: Val,
        join: Val,
        hash_config: Val,
    ) -> std::result::Result<Vec<Val>, String> {
        let context = Ctx::<Data>::new(&self.0.lut, Vars::new([join, hash_config]));
        let results = self.0.id.run((context, record)).map(|result| {
            result.map_err(|exception| match exception.get_err() {
                Ok(error) => match plain(&error.into_val()) {
                    serde_json::Value::String(text) => without_values(&text),
                    _ => without_values(""),
                },
                Err(_) => "the program ended itself".to_owned(),
            })
        });
        results.collect()
    }
}

/// The most brackets that are open at once. Those in texts count as well, which does no harm.
fn depth(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}

fn compile(name: &str, text: &str) -> Result<Program> {
    let is_open = |name: &str| !LEFT_OUT.contains(&name) && !NOT_FOR_RECORDS.contains(&name);
    let own = load::parse(PRELUDE, |parser| parser.defs()).unwrap_or_default();
    let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let definitions = definitions.filter(|definition| is_open(definition.name)).chain(own);
    let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let functions = functions.filter(|(name, ..)| is_open(name)).chain(functions::all());
    let arena = Arena::default();
    let modules = Loader::new(definitions)
        .load(&arena, File { code: text, path: () })
        .map_err(|errors| wrong(name, errors.first().map(|(_, error)| why_not_read(text, error))))?;
    let filter = Compiler::default()
        .with_funs(functions)
        .with_global_vars(VARIABLES)
        .compile(modules)
        .map_err(|errors| wrong(name, errors.first().and_then(|(_, errors)| undefined(text, errors))))?;
    Ok(Program(filter))
}

/// What went wrong, without the values that jq quotes: they may be secrets.
fn without_values(error: &str) -> String {
    if error.starts_with("cannot index ") {
        return LOOKS.to_owned();
    }
    if error.starts_with("cannot calculate ") {
        return CALCULATES.to_owned();
    }
    if let Some((_, kind)) = error.strip_prefix("cannot use ").and_then(|rest| rest.rsplit_once(" as "))
        && kind.bytes().all(|byte| byte.is_ascii_alphabetic() || b" ()".contains(&byte))
    {
        return format!("{USES} {kind} that is none");
    }
    if functions::ERRORS.contains(&error) {
        return error.to_owned();
    }
    RAISED.to_owned()
}

const LOOKS: &str = "the program looks for a field in a value that has none";
const CALCULATES: &str = "the program calculates with values that do not fit together";
/// The type stands behind it.
const USES: &str = "the program uses a value as";
const RAISED: &str = "the program raised an error";

/// Whether a program failed since the record is not what it expects.
pub(super) fn is_about_record(why: &str) -> bool {
    [LOOKS, CALCULATES, RAISED].contains(&why) || why.starts_with(USES)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::query::input;

    fn run(text: &str, record: &Value) -> std::result::Result<Vec<Value>, String> {
        let results = Program::compile("test", text).unwrap().run(input(record), Val::Null, Val::Null)?;
        Ok(results.iter().map(plain).collect())
    }

    #[test]
    fn a_program_gives_none_one_or_several_users() {
        let record = json!({"users": [{"id": 1}, {"id": 2}]});
        assert_eq!(run(".users[] | {loginId: .id}", &record).unwrap().len(), 2);
        assert!(run("empty", &record).unwrap().is_empty());
    }

    #[test]
    fn a_program_sees_nothing_but_its_record() {
        for text in ["env", "$ENV", "input", "inputs", "halt", "debug", "stderr", "input_filename"] {
            assert!(Program::compile("test", text).is_err(), "{text}");
        }
        assert!(Program::compile("test", "import \"x\" as x; .").is_err());
    }

    /// A text of a program of ours is shown, so it must be one that is known to hold no value.
    #[test]
    fn every_error_of_a_source_is_shown() {
        let said = regex::Regex::new(r#"error\("([^"]*)"\)"#).unwrap();
        let mut seen = 0;
        for source in crate::bulk::input::sources::all() {
            for found in said.captures_iter(source.program) {
                seen += 1;
                assert!(functions::ERRORS.contains(&&found[1]), "{}", &found[1]);
            }
        }
        assert!(seen > 2);
    }

    #[test]
    fn errors_do_not_repeat_what_stands_in_the_record() {
        let record = json!({"password": "correct horse", "n": "x as correct horse"});
        for text in [
            ".password.x",
            ".password + 1",
            ".password | keys",
            ".n | implode",
            "error(.password)",
            ".password | fromjson",
            ".password | seconds",
            ".password | tonumber",
            ".n | ltrimstr(1) | splits(1)",
        ] {
            if let Err(why) = run(text, &record) {
                assert!(!why.contains("correct") && !why.contains("horse"), "{text}: {why}");
            }
        }
        assert!(run(".password.x", &record).is_err());
    }

    #[test]
    fn programs_that_would_use_up_the_stack_are_refused() {
        let nested = |depth: usize| format!("{}.{}", "(".repeat(depth), ")".repeat(depth));
        assert!(Program::compile("test", &nested(DEEPEST + 1)).is_err());
        assert!(Program::compile("test", &nested(DEEPEST)).is_ok());
        assert!(Program::compile("test", &".".repeat(LONGEST + 1)).is_err());
    }
}
