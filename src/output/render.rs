//! A whole document in the form that was asked for.

use std::{fmt::Write as _, io};

use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;

use super::{
    cell::plain,
    csv::{self, Paging},
    field, json,
    list::List,
    paint,
    query::Query,
    table,
    view::{Format, Settings, Shape, View},
};
use crate::error::{Error, Kind, Result, is_unsafe, visible};

/// Renders a document. A list is an array; where a list is meant, null is an empty one.
///
/// # Errors
/// Usage when the document does not fit the form; failed when a query fails on it.
pub fn render(document: &Value, view: &View, settings: &Settings) -> Result<Vec<u8>> {
    Ok(for_terminal(in_zone(document, view, settings, None)?, settings))
}

/// The text without what a terminal would obey, where one shows it. Into a file or a pipe it goes as it is.
/// Tables have their own colours, and their cells are harmless already.
pub(super) fn for_terminal(bytes: Vec<u8>, settings: &Settings) -> Vec<u8> {
    let is_json = matches!(settings.format, Format::Json | Format::Jsonl);
    let bytes = if settings.terminal && settings.format != Format::Table {
        harmless_document(&bytes, is_json)
    } else {
        bytes
    };
    let bytes = match &settings.ci {
        Some(ci) if is_json => ci.harmless_json(&String::from_utf8_lossy(&bytes)).into_owned().into_bytes(),
        // What a query makes is for a program, which may read it from a pipe as it is.
        Some(ci) if settings.format == Format::Table && settings.query.is_none() => {
            ci.harmless(&String::from_utf8_lossy(&bytes)).into_owned().into_bytes()
        }
        _ => bytes,
    };
    if is_json && settings.data_color {
        paint::json(&String::from_utf8_lossy(&bytes)).into_bytes()
    } else {
        bytes
    }
}

fn harmless_document(bytes: &[u8], is_json: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\n' | '\t') || !is_unsafe(character) {
            safe.push(character);
        } else if is_json {
            // The same value to a reader of JSON.
            let _ = write!(safe, "\\u{:04x}", u32::from(character));
        } else {
            safe.push_str(&visible(character.encode_utf8(&mut [0; 4])));
        }
    }
    safe.into_bytes()
}

fn in_zone(document: &Value, view: &View, settings: &Settings, zone: Option<TimeZone>) -> Result<Vec<u8>> {
    let nobody = Value::Array(Vec::new());
    let document = if document.is_null() && view.shape == Shape::Many { &nobody } else { document };
    if let Some(query) = &settings.query {
        return results(&Query::parse(query)?.run(document, settings.query_time)?, settings);
    }
    let mut out = Vec::new();
    let tabular = matches!(settings.format, Format::Table | Format::Csv | Format::Ids);
    match (settings.format, document) {
        _ if tabular && view.shape == Shape::Empty => {}
        (Format::Table | Format::Csv, Value::Null) => {}
        (Format::Json, _) => json::write_pretty(document, &mut out)?,
        (Format::Yaml, _) => out.extend(yaml(document)?.into_bytes()),
        (Format::Table, Value::Object(fields)) => {
            field::check(view, settings, std::slice::from_ref(document))?;
            let zone = zone.unwrap_or_else(TimeZone::system);
            table::write_object(fields, view, settings, &zone, &mut out);
        }
        (_, Value::Array(rows)) => {
            write_rows(rows, List::new(view, settings, Paging::Whole, zone), &mut out)?
        }
        (_, single) => {
            let rows = std::slice::from_ref(single);
            write_rows(rows, List::new(view, settings, Paging::Whole, zone), &mut out)?;
        }
    }
    Ok(out)
}

fn write_rows(rows: &[Value], mut list: List<'_>, out: &mut Vec<u8>) -> Result<()> {
    list.push(rows, out)?;
    list.end(out)
}

/// The document as YAML, ended by a newline.
pub(super) fn yaml(document: &impl Serialize) -> Result<String> {
    let text = serde_saphyr::to_string(document)
        .map_err(|cause| Error::failed("could not express the result in YAML").because(cause.to_string()))?;
    Ok(if text.ends_with('\n') { text } else { text + "\n" })
}

/// What a query returned: texts bare in a table, everything else in the form that was asked for.
fn results(results: &[Value], settings: &Settings) -> Result<Vec<u8>> {
    let format = settings.format;
    let mut out = Vec::new();
    if format == Format::Csv {
        csv::write_results(results, &mut out)?;
        return Ok(out);
    }
    for (index, result) in results.iter().enumerate() {
        match (format, result) {
            (Format::Json, _) => json::write_pretty(result, &mut out)?,
            (Format::Yaml, _) => {
                out.extend(if index > 0 { "---\n" } else { "" }.bytes());
                out.extend(yaml(result)?.into_bytes());
            }
            (Format::Table, Value::String(text)) => {
                out.extend(harmless(text).into_bytes());
                out.push(b'\n');
            }
            (Format::Table, Value::Array(_) | Value::Object(_)) => {
                let line = visible(&plain(result));
                let line = if settings.data_color { paint::json(&line) } else { line };
                out.extend(line.into_bytes());
                out.push(b'\n');
            }
            _ => json::write_line(result, &mut out)?,
        }
    }
    Ok(out)
}

/// The text without what a terminal would obey, but with the tabs and line ends that a query such as
/// `@tsv` puts there on purpose.
fn harmless(text: &str) -> String {
    let piece = |piece: &str| match piece.strip_suffix(['\n', '\t']) {
        Some(body) => visible(body) + &piece[body.len()..],
        None => visible(piece),
    };
    text.split_inclusive(['\n', '\t']).map(piece).collect()
}

/// A closed pipe stays visible as such in the chain of causes.
pub(super) fn written(cause: io::Error) -> Error {
    let kind = match cause.kind() {
        io::ErrorKind::BrokenPipe => Kind::ClosedPipe,
        _ => Kind::Failed,
    };
    Error::new(kind, "could not write the result").because(cause)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        error::Report,
        output::sample::{USER, USERS},
    };

    fn shown(document: &Value, view: &View, settings: &Settings) -> Result<String> {
        settings.check()?;
        in_zone(document, view, settings, Some(TimeZone::UTC)).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    fn show(document: &Value, format: Format) -> String {
        shown(document, &USERS, &Settings { format, ..Settings::default() }).unwrap()
    }

    fn query(document: &Value, format: Format, query: &str) -> Result<String> {
        shown(document, &USERS, &Settings { format, query: Some(query.to_owned()), ..Settings::default() })
    }

    #[test]
    fn no_form_lets_a_terminal_obey_the_data() {
        let document =
            json!([{"userId": "U1", "name": "a\u{1b}[31mb\u{9b}c\u{202e}d\te", "loginIds": ["\u{7}"]}]);
        for format in [Format::Table, Format::Json, Format::Jsonl, Format::Yaml, Format::Csv, Format::Ids] {
            for query in [None, Some(".[].name"), Some(".")] {
                if query.is_some() && format == Format::Ids {
                    continue;
                }
                let query = query.map(str::to_owned);
                let settings = Settings { format, query, terminal: true, ..Settings::default() };
                let Ok(shown) = render(&document, &USERS, &settings) else { continue };
                let shown = String::from_utf8(shown).unwrap();
                let obeyed = |character: char| is_unsafe(character) && !matches!(character, '\n' | '\t');
                assert!(!shown.contains(obeyed), "{format}: {shown:?}");
                if format == Format::Json && settings.query.is_none() {
                    assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), document);
                }
                let settings = Settings { terminal: false, ..settings };
                let piped = String::from_utf8(render(&document, &USERS, &settings).unwrap()).unwrap();
                assert!(
                    format != Format::Csv || piped.contains('\u{9b}'),
                    "a pipe gets the bytes as they are"
                );
            }
        }
    }

    fn users() -> Value {
        json!([
            {"userId": "U1", "loginIds": ["a"], "name": "A \"q\"\nB", "customAttributes": {"plan": "pro"}, "createdTime": 1_767_225_600},
            {"userId": "U2", "loginIds": ["b", "c"], "email": "no", "customAttributes": {}, "verifiedEmail": false},
        ])
    }

    #[test]
    fn a_list_in_each_form() {
        insta::assert_snapshot!(show(&users(), Format::Table), @r#"
        User ID  Login IDs  Status  Name      Email  Created
        U1       a                  A "q"\nB         2026-01-01T00:00:00+00:00
        U2       b, c                         no
        "#);
        insta::assert_snapshot!(show(&users(), Format::Json), @r#"
        [
          {
            "userId": "U1",
            "loginIds": [
              "a"
            ],
            "name": "A \"q\"\nB",
            "customAttributes": {
              "plan": "pro"
            },
            "createdTime": 1767225600
          },
          {
            "userId": "U2",
            "loginIds": [
              "b",
              "c"
            ],
            "email": "no",
            "customAttributes": {},
            "verifiedEmail": false
          }
        ]
        "#);
        insta::assert_snapshot!(show(&users(), Format::Jsonl), @r#"
        {"userId":"U1","loginIds":["a"],"name":"A \"q\"\nB","customAttributes":{"plan":"pro"},"createdTime":1767225600}
        {"userId":"U2","loginIds":["b","c"],"email":"no","customAttributes":{},"verifiedEmail":false}
        "#);
        insta::assert_snapshot!(show(&users(), Format::Yaml), @r#"
        - userId: U1
          loginIds:
          - a
          name: |-
            A "q"
            B
          customAttributes:
            plan: pro
          createdTime: 1767225600
        - userId: U2
          loginIds:
          - b
          - c
          email: "no"
          customAttributes: {}
          verifiedEmail: false
        "#);
        insta::assert_snapshot!(show(&users(), Format::Csv), @r#"
        userId,loginIds,externalIds,name,email,verifiedEmail,phone,picture,status,roleNames,permissions,userTenants,customAttributes,createdTime,TOTP,consentExpiration
        U1,a,,"A ""q""
        B",,,,,,,,,"{""plan"":""pro""}",1767225600,,
        U2,b;c,,,no,false,,,,,,,,,,
        "#);
        insta::assert_snapshot!(show(&users(), Format::Ids), @"
        U1
        U2
        ");
    }

    #[test]
    fn one_object_in_each_form() {
        let show = |format| shown(&users()[0], &USER, &Settings { format, ..Settings::default() }).unwrap();
        insta::assert_snapshot!(show(Format::Table), @r#"
        User ID            U1
        Login IDs          a
        Name               A "q"\nB
        Created            2026-01-01T00:00:00+00:00
        Custom attributes  plan=pro
        "#);
        insta::assert_snapshot!(show(Format::Json), @r#"
        {
          "userId": "U1",
          "loginIds": [
            "a"
          ],
          "name": "A \"q\"\nB",
          "customAttributes": {
            "plan": "pro"
          },
          "createdTime": 1767225600
        }
        "#);
        insta::assert_snapshot!(show(Format::Yaml), @r#"
        userId: U1
        loginIds:
        - a
        name: |-
          A "q"
          B
        customAttributes:
          plan: pro
        createdTime: 1767225600
        "#);
        assert_eq!(show(Format::Jsonl).lines().count(), 1);
        assert_eq!(show(Format::Csv).lines().next(), Some(USER.fields.join(",").as_str()));
        assert_eq!(show(Format::Ids), "U1\n");
    }

    #[test]
    fn asked_for_columns_are_all_that_is_shown() {
        let columns = Some(vec!["userId".into(), "loginIds".into(), "customAttributes.plan".into()]);
        let csv = Settings { format: Format::Csv, columns, ..Settings::default() };
        insta::assert_snapshot!(shown(&users(), &USERS, &csv).unwrap(), @"
        userId,loginIds,customAttributes.plan
        U1,a,pro
        U2,b;c,
        ");
        let table = Settings { format: Format::Table, ..csv };
        insta::assert_snapshot!(shown(&users(), &USERS, &table).unwrap(), @"
        userId  loginIds  customAttributes.plan
        U1      a         pro
        U2      b, c
        ");
        insta::assert_snapshot!(shown(&users()[1], &USER, &table).unwrap(), @"
        userId                 U2
        loginIds               b, c
        customAttributes.plan
        ");
    }

    #[test]
    fn an_empty_list_is_empty_in_each_form() {
        for nobody in [json!([]), json!(null)] {
            let shown = [Format::Table, Format::Json, Format::Jsonl, Format::Yaml, Format::Ids]
                .map(|format| show(&nobody, format));
            assert_eq!(shown, ["", "[]\n", "", "[]\n", ""]);
            assert_eq!(show(&nobody, Format::Csv), USERS.fields.join(",") + "\n");
        }
    }

    #[test]
    fn what_is_not_worth_showing_stays_whole_in_json_only() {
        let view = View { shape: Shape::Empty, id: "", ..USER };
        let show = |format| shown(&json!({}), &view, &Settings { format, ..Settings::default() }).unwrap();
        assert_eq!([Format::Table, Format::Csv, Format::Ids].map(show), ["", "", ""]);
        assert_eq!([Format::Json, Format::Jsonl, Format::Yaml].map(show), ["{}\n"; 3]);
    }

    #[test]
    fn replies_that_are_no_objects_are_shown_as_they_are() {
        assert_eq!(show(&json!("a\u{1b}"), Format::Table), "a\\u{1b}\n");
        assert_eq!(show(&json!(["a", {"b": 1}]), Format::Table), "a\n{\"b\":1}\n");
        assert_eq!(shown(&json!(null), &USER, &Settings::default()).unwrap(), "");
    }

    #[test]
    fn an_id_is_one_line_and_must_be_there() {
        assert_eq!(show(&json!([{"userId": "U\n1"}]), Format::Ids), "U\\n1\n");
        let settings = Settings { format: Format::Ids, ..Settings::default() };
        let error = shown(&json!([{"name": "a"}]), &USERS, &settings).unwrap_err();
        insta::assert_snapshot!(Report::of(&error.into()).text(str::to_owned), @"
        error: this result has no IDs
          hint: use another format, such as `-o json`
        ");
    }

    #[test]
    fn texts_that_look_like_other_types_survive_yaml() {
        let texts = json!([
            "no",
            "007",
            "1e3",
            "2026-01-01",
            "a: b",
            "- x",
            "",
            "null",
            "line\nline\n",
            "\n",
            "a\n\n b\n\n",
            "~",
            "0x1f",
            "12:30:45",
            " lead",
            "trail ",
            "# c",
            "'",
            "\"",
            "\t",
            "\u{1b}",
            "y",
            "=",
            "<<",
            "!x",
            "&a",
            "*a",
            "%",
            "@",
            "`",
            "? x",
            "---",
            "...",
            "long ".repeat(40),
            "a\r\nb",
            "\u{85}\u{9b}\u{7f}",
            "\u{2028}",
            "😀",
            ".5",
            "1_000",
            "+1",
            "0o7",
            ".inf",
            "{a}",
            "[a]",
            "multi\n  indented\nlines",
        ]);
        let document =
            json!([{"texts": texts, "no": texts[0], "1": {"2026-01-01": [[], {}, null, 1.5, true]}}]);
        let yaml = show(&document, Format::Yaml);
        assert_eq!(serde_saphyr::from_str::<Value>(&yaml).unwrap(), document, "{yaml}");
        assert!(!yaml.chars().any(|character| character.is_control() && character != '\n'), "{yaml:?}");
    }

    #[test]
    fn results_of_a_query_take_each_form() {
        let run = |format, text| query(&users(), format, text).unwrap();
        assert_eq!(run(Format::Table, ".[].userId"), "U1\nU2\n");
        assert_eq!(
            run(Format::Table, ".[] | [.userId], .verifiedEmail"),
            "[\"U1\"]\nnull\n[\"U2\"]\nfalse\n"
        );
        assert_eq!(run(Format::Json, ".[1].loginIds, length"), "[\n  \"b\",\n  \"c\"\n]\n2\n");
        assert_eq!(run(Format::Jsonl, ".[].loginIds"), "[\"a\"]\n[\"b\",\"c\"]\n");
        assert_eq!(run(Format::Yaml, ".[].loginIds, 1"), "- a\n---\n- b\n- c\n---\n1\n");
        assert_eq!(run(Format::Csv, ".[] | [.userId, .email]"), "U1,\nU2,no\n");
        assert_eq!(run(Format::Table, "empty"), "");
    }

    #[test]
    fn a_bare_text_keeps_its_tabs_but_nothing_that_a_terminal_obeys() {
        let document = json!([["a\u{1b}[2J", "b\rc"]]);
        assert_eq!(query(&document, Format::Table, r#".[] | join("\t")"#).unwrap(), "a\\u{1b}[2J\tb\\rc\n");
        assert_eq!(query(&document, Format::Table, r#".[] | join("\n")"#).unwrap(), "a\\u{1b}[2J\nb\\rc\n");
        assert_eq!(query(&json!(["\u{9b}"]), Format::Table, ".").unwrap(), "[\"\\u{9b}\"]\n");
    }

    #[test]
    fn flags_that_do_not_go_together_are_refused() {
        let columns = Some(vec!["email".to_owned()]);
        for format in [Format::Json, Format::Jsonl, Format::Yaml, Format::Ids] {
            let settings = Settings { format, columns: columns.clone(), ..Settings::default() };
            assert_eq!(settings.check().unwrap_err().kind(), Kind::Usage);
        }
        let both = Settings { columns, query: Some(".".into()), ..Settings::default() };
        assert_eq!(both.check().unwrap_err().kind(), Kind::Usage);
        assert_eq!(query(&users(), Format::Ids, ".").unwrap_err().kind(), Kind::Usage);
    }
}
