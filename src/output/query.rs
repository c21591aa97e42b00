//! jq expressions over the whole document.

use jaq_core::{
    Ctx, Vars, data,
    load::{Arena, File, Loader},
    unwrap_valr,
};
use jaq_json::Val;
use serde_json::Value;

use crate::error::{Error, Result};

/// A jq expression, understood.
pub(super) struct Query {
    filter: jaq_core::compile::Filter<jaq_core::Native<data::JustLut<Val>>>,
}

impl Query {
    /// Understands an expression.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let arena = Arena::default();
        let modules = Loader::new(definitions)
            .load(&arena, File { code: text, path: () })
            .map_err(|errors| wrong(text, errors.first().map(|(_, error)| place_of(text, error))))?;
        let filter = jaq_core::Compiler::default()
            .with_funs(functions)
            .compile(modules)
            .map_err(|errors| wrong(text, errors.first().and_then(|(_, errors)| unknown_name(errors))))?;
        Ok(Self { filter })
    }

    /// All results for one document.
    pub(super) fn run(&self, document: &Value) -> Result<Vec<Value>> {
        let failed = |why: String| Error::failed("the query failed on this result").because(why);
        let input: Val =
            serde_json::from_value(document.clone()).map_err(|cause| failed(cause.to_string()))?;
        let context = Ctx::<data::JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        let mut results = Vec::new();
        for result in self.filter.id.run((context, input)).map(unwrap_valr) {
            let result = result.map_err(|error| failed(error.to_string()))?;
            let text = result.to_string();
            results.push(serde_json::from_str(&text).unwrap_or(Value::String(text)));
        }
        Ok(results)
    }
}

fn wrong(text: &str, why: Option<String>) -> Error {
    let error = Error::usage(format!("`{text}` is not a jq expression"));
    match why {
        Some(why) => error.because(why),
        None => error,
    }
}

fn place_of(text: &str, error: &jaq_core::load::Error<&str>) -> String {
    use jaq_core::load::Error as Load;
    let found = match error {
        Load::Io(errors) => errors.first().map(|(at, _)| *at),
        Load::Lex(errors) => errors.first().map(|(_, at)| *at),
        Load::Parse(errors) => errors.first().map(|(_, at)| *at),
    };
    match found.filter(|found| !found.is_empty()) {
        Some(found) => {
            let offset = (found.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            let column = text.get(..offset).map_or(1, |before| before.chars().count() + 1);
            format!("unexpected at column {column}: `{found}`")
        }
        None => "it ends too early".to_owned(),
    }
}

fn unknown_name(errors: &[jaq_core::compile::Error<&str>]) -> Option<String> {
    errors.first().map(|(name, kind)| format!("undefined {}: `{name}`", kind.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expressions_run_over_the_whole_document() {
        let users = json!([{"email": "a@example.com", "n": 1}, {"email": "b@example.com", "n": 2.5}]);
        let run = |text: &str| Query::parse(text).unwrap().run(&users).unwrap();
        assert_eq!(run(".[].email"), [json!("a@example.com"), json!("b@example.com")]);
        assert_eq!(run("length"), [json!(2)]);
        assert_eq!(run("map({n})"), [json!([{"n": 1}, {"n": 2.5}])]);
        assert_eq!(run("empty"), Vec::<Value>::new());
    }

    #[test]
    fn key_order_is_kept() {
        let document = json!({"z": 1, "a": 2});
        assert_eq!(Query::parse(".").unwrap().run(&document).unwrap()[0].to_string(), r#"{"z":1,"a":2}"#);
    }

    #[test]
    fn wrong_expressions_are_explained() {
        let why = |text: &str| Query::parse(text).err().unwrap().reason().unwrap();
        assert_eq!(why(".[] | nosuch"), "undefined filter: `nosuch`");
        assert_eq!(why(".["), "it ends too early");
        assert_eq!(why(".a )"), "unexpected at column 4: `)`");
    }

    #[test]
    fn failures_at_run_time_are_explained() {
        let error = Query::parse(".[0].x").unwrap().run(&json!("text")).unwrap_err();
        assert_eq!(error.to_string(), "the query failed on this result");
    }
}
