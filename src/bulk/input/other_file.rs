//! Files that hold no rows in a form that is read, such as the dump of a database or a PDF: what they are, and how their
//! table becomes one that is read.

use crate::error::Error;

/// How files of other kinds begin, what they are, and what is to be done.
const BEGINNINGS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "export the table from the program that made the PDF, as CSV or as a workbook"),
    (b"{\\rtf", "a text in RTF", "copy its table into a spreadsheet, and save that as CSV"),
    (b"bplist00", "a property list", PLIST),
    (b"SQLite format 3\0", "a database of SQLite", DATABASE),
    (b"BEGIN:VCARD", "a list of contacts in vCard", "export the contacts as CSV"),
    (b"PAR1", "a table in Parquet", "export it as CSV or as JSON lines"),
    (b"Obj\x01", "a table in Avro", "export it as CSV or as JSON lines"),
    (b"\x89PNG", "a picture", PICTURE),
    (b"\xff\xd8\xff", "a picture", PICTURE),
    (b"GIF8", "a picture", PICTURE),
    (b"7z\xbc\xaf", "an archive", ARCHIVE),
    (b"Rar!", "an archive", ARCHIVE),
    (b"BZh", "packed with bzip2", ARCHIVE),
    (b"\xfd7zXZ", "packed with xz", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", ARCHIVE),
];

const PLIST: &str = "convert it to JSON: `plutil -convert json` does so on a Mac";
const DATABASE: &str = "query the table of users in the database, and save the result as CSV with a header";
const PICTURE: &str = "ask for the table itself, as CSV or as a workbook";
const ARCHIVE: &str = "unpack it, and name the file inside";
const SPREADSHEET: &str = "open it in a spreadsheet, and save it as a workbook or as CSV";

/// How statements begin that stand in dumps of databases, in small letters.
const STATEMENTS: &[&str] =
    &["insert into ", "create table ", "drop table ", "copy ", "lock tables ", "create database "];

/// Refuses a file that holds no rows, such as a PDF. Its first bytes tell.
///
/// # Errors
/// Usage, which says what it is.
pub(super) fn refuse(name: &str, start: &[u8]) -> Result<(), Error> {
    match kind_of(start.trim_ascii_start()) {
        Some((what, cure)) => {
            Err(Error::usage(format!("`{name}` is {what}, and no file of users")).hint(cure))
        }
        None => Ok(()),
    }
}

fn kind_of(start: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some((_, what, cure)) = BEGINNINGS.iter().find(|(begins, ..)| start.starts_with(begins)) {
        return Some((what, cure));
    }
    let text = String::from_utf8_lossy(&start[..start.len().min(1 << 12)]).to_lowercase();
    if text.starts_with('<') {
        return Some(match () {
            () if text.contains("<plist") || text.contains("<!doctype plist") => ("a property list", PLIST),
            () if text.contains("urn:schemas-microsoft-com:office:spreadsheet")
                || text.contains("excel.sheet") =>
            {
                ("a workbook in the XML form of Excel 2003", SPREADSHEET)
            }
            () if ["<html", "<!doctype html", "<table", "<meta", "<div", "<body"]
                .iter()
                .any(|tag| text.contains(tag)) =>
            {
                ("HTML, whatever its name says", SPREADSHEET)
            }
            () => ("XML", SPREADSHEET),
        });
    }
    if is_yaml(&text) {
        return Some(("YAML", "convert it to JSON: `yq -o json` does so"));
    }
    is_dump(&text).then_some(("a dump of a database in SQL", DATABASE))
}

/// Whether a text begins as YAML does: with its mark, or with a list of keys and values below a key.
fn is_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let is_item = |line: &str| line.trim_start().starts_with("- ") && line.contains(": ");
    match lines.next() {
        Some("---") => true,
        Some(first) if is_item(first) => true,
        Some(first) => first.ends_with(':') && lines.next().is_some_and(is_item),
        None => false,
    }
}

/// Whether a text is SQL: it begins with a statement, or with a comment or setting, and a statement follows. A comment
/// alone may be a title above a header.
fn is_dump(text: &str) -> bool {
    let is_statement = |line: &str| STATEMENTS.iter().any(|statement| line.starts_with(statement));
    let begins = ["--", "/*", "set ", "pragma ", "begin;", "begin transaction", "start transaction", "use "];
    is_statement(text)
        || begins.iter().any(|start| text.starts_with(start))
            && (text.lines().any(|line| is_statement(line.trim_start()))
                || text.lines().take(3).any(|line| line.starts_with("--") && line.contains(" dump")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_rows_is_called_what_it_is() {
        for (text, what) in [
            ("%PDF-1.7\n", "a PDF"),
            ("{\\rtf1\\ansi x}", "a text in RTF"),
            ("bplist00\u{1}", "a property list"),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"x\">\n<plist/>", "a property list"),
            (
                "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>",
                "a workbook in the XML form",
            ),
            ("<html xmlns:o=\"x\"><table>", "HTML"),
            ("<users><user/></users>", "XML"),
            ("BEGIN:VCARD\r\n", "a list of contacts"),
            ("users:\n  - email: a@example.com\n    name: A\n", "YAML"),
            ("---\n- email: a\n", "YAML"),
            ("-- MySQL dump 10.13  Distrib 8.0\n", "a dump of a database"),
            ("--\n-- PostgreSQL database dump\n--\n", "a dump of a database"),
            ("/*!40101 SET NAMES utf8 */;\nINSERT INTO `u` VALUES (1);\n", "a dump of a database"),
            ("\n\ninsert into users (id) values (1);\n", "a dump of a database"),
            ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE u (a);\n", "a dump of a database"),
        ] {
            let error = refuse("a", text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`a` is {what}")), "{text}: {error}");
        }
        for text in [
            "loginId,email\n",
            "-- staff --\nloginId\n",
            "use case,email\n",
            "copy_to,email\n",
            "[{}]",
            "{\"a\":1}",
            "a@b\n",
            "",
        ] {
            assert!(refuse("a", text.as_bytes()).is_ok(), "{text}");
        }
    }
}
