//! Manual pages: what clap knows of a command, and what holds for all of them.

use std::{fmt::Write as _, fs, path::Path};

use super::{Man, Table, command_of, facts, text};
use crate::{
    context::Setup,
    error::{Error, Result},
    output::{self, DONE, Done, Format},
    settings::Globals,
};

/// Prints a page, or writes all pages.
///
/// # Errors
/// Usage when there is no such command, and when the folder cannot be written.
pub fn man(setup: &Setup, arguments: &Man, tree: clap::Command) -> anyhow::Result<()> {
    let Setup { ui, output, globals, .. } = setup;
    let Some(folder) = &arguments.dir else {
        let command = command_of(tree, &arguments.command)?;
        let page = page(&command, &arguments.command)?;
        return text(ui, output, "man.v1", ("command", &arguments.command.join(" ")), ("page", &page));
    };
    let tree = command_of(tree, &[])?;
    if globals.dry_run {
        ui.note(&format!("would write all manual pages to `{}`", folder.display()));
        ui.note("dry run: nothing was changed");
        if !output.wants_document() {
            return Ok(());
        }
        let file = Some(folder.display().to_string());
        let document = Done { command: "man", file, is_dry_run: true, ..Done::default() }.document();
        return Ok(ui.out(&output::render(&document, &DONE, output)?)?);
    }
    let mut files = Vec::new();
    write_pages(folder, &tree, &mut Vec::new(), &mut files).map_err(|error| {
        Error::failed(format!("could not write manual pages to `{}`", folder.display())).because(error)
    })?;
    if output.format == Format::Table && output.query.is_none() {
        ui.status(&format!("wrote {} manual pages to {}", files.len(), folder.display()));
        return Ok(());
    }
    let document = serde_json::json!({ "schema": "man-pages.v1", "folder": folder, "files": files });
    let bytes = output::render(output.part(&document, &PAGES), &PAGES, output)?;
    Ok(ui.out(&bytes)?)
}

const PAGES: output::View = output::View {
    pointer: "/files",
    shape: output::Shape::Many,
    columns: &[output::Column::text("File", "file")],
    id: "file",
    fields: &["file"],
};

/// Writes the page of a command and of those below it.
fn write_pages(
    folder: &Path,
    command: &clap::Command,
    words: &mut Vec<String>,
    files: &mut Vec<serde_json::Value>,
) -> Result<()> {
    let name = page_name(words);
    let failed = |cause: std::io::Error| Error::failed(format!("could not write `{name}.1`")).because(cause);
    if words.is_empty() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(folder.join(format!("{name}.1")), page(command, words)?).map_err(failed)?;
    files.push(serde_json::json!({ "file": format!("{name}.1") }));
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        words.push(below.get_name().to_owned());
        write_pages(folder, below, words, files)?;
        words.pop();
    }
    Ok(())
}

/// The name of a page, such as `descopectl-user-create`.
fn page_name(words: &[String]) -> String {
    ["descopectl"].into_iter().chain(words.iter().map(String::as_str)).collect::<Vec<_>>().join("-")
}

/// The page of a command, in the language of `man`.
fn page(command: &clap::Command, words: &[String]) -> Result<String> {
    let name = page_name(words);
    let version = concat!("descopectl ", env!("CARGO_PKG_VERSION"));
    // The page of the program has the flags that all commands take.
    let shown = if words.is_empty() {
        command.clone()
    } else {
        let is_global = |argument: &clap::Arg| argument.get_help_heading() == Some(Globals::HEADING);
        command.clone().mut_args(|argument| {
            let is_hidden = argument.is_hide_set() || is_global(&argument);
            argument.hide(is_hidden)
        })
    };
    let renderer = clap_mangen::Man::new(shown).title(&name).source(version).manual("descopectl");
    let mut bytes = Vec::new();
    let render = |bytes: &mut Vec<u8>| {
        renderer.render_title(bytes)?;
        renderer.render_name_section(bytes)?;
        renderer.render_synopsis_section(bytes)?;
        renderer.render_description_section(bytes)?;
        renderer.render_options_section(bytes)?;
        if command.has_subcommands() {
            renderer.render_subcommands_section(bytes)?;
        }
        Ok(())
    };
    render(&mut bytes).map_err(|cause: std::io::Error| {
        Error::failed(format!("could not make the page `{name}`")).because(cause)
    })?;
    let mut page = String::from_utf8_lossy(&bytes).into_owned();
    if !words.is_empty() {
        let _ = writeln!(page, ".PP\nThe flags that all commands take are in \\fBdescopectl\\fR(1).");
    }
    examples(&mut page, command);
    let [variables, files, exit_codes] = facts();
    for Table { title, rows } in [Table { title: "Exit status", ..exit_codes }, variables, files] {
        let title = title.to_uppercase();
        let _ = writeln!(page, ".SH \"{title}\"");
        for (name, meaning) in rows {
            let _ = writeln!(page, ".TP\n\\fB{}\\fR\n{}", escaped(&name), escaped(&meaning));
        }
    }
    see_also(&mut page, command, words);
    // Older readers take bytes for characters.
    Ok(page.chars().fold(String::with_capacity(page.len()), |mut ascii, character| {
        match character {
            '\0'..='\x7f' => ascii.push(character),
            other => drop(write!(ascii, "\\[u{:04X}]", u32::from(other))),
        }
        ascii
    }))
}

fn examples(page: &mut String, command: &clap::Command) {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let Some(examples) = help.strip_prefix("Examples:\n") else { return };
    let _ = writeln!(page, ".nh\n.SH EXAMPLES");
    for example in examples.lines() {
        let _ = writeln!(page, ".PP\n.nf\n.RS 4\n{}\n.RE\n.fi", escaped(example.trim()));
    }
}

/// The page above, and those below.
fn see_also(page: &mut String, command: &clap::Command, words: &[String]) {
    let mut pages = Vec::new();
    if let Some((_, above)) = words.split_last() {
        pages.push(page_name(above));
    }
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages.push(page_name(&[words, &[below.get_name().to_owned()]].concat()));
    }
    let pages: Vec<String> = pages.iter().map(|page| format!("\\fB{}\\fR(1)", escaped(page))).collect();
    let _ = writeln!(page, ".SH \"SEE ALSO\"\n{}", pages.join(",\n"));
}

/// Text that roff shows as it is.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}
