//! Completions and manual pages, made from the command tree.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use clap_complete::Shell;

use crate::{error::Error, ui::Ui};

/// Print the completions of a shell
///
/// Put the text where the shell looks for it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl completions bash > ~/.local/share/bash-completion/completions/descopectl
  descopectl completions zsh > ~/.zfunc/_descopectl
  descopectl completions fish > ~/.config/fish/completions/descopectl.fish")]
pub struct Completions {
    /// Shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Print the manual, or write all its pages to a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl man | man -l -
  descopectl man --dir ~/.local/share/man/man1")]
pub struct Man {
    /// Write one page for each command to this folder
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}

/// The completions of a command tree for one shell.
#[must_use]
pub fn completions_of(shell: Shell, mut tree: clap::Command) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut tree, "descopectl", &mut script);
    script
}

/// Prints completions.
///
/// # Errors
/// When stdout is gone.
pub fn completions(ui: &Ui, arguments: &Completions, tree: clap::Command) -> anyhow::Result<()> {
    Ok(ui.out(&completions_of(arguments.shell, tree))?)
}

/// Prints the main page, or writes all pages.
///
/// # Errors
/// When the folder cannot be written.
pub fn man(ui: &Ui, arguments: &Man, tree: clap::Command) -> anyhow::Result<()> {
    match &arguments.dir {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(tree).render(&mut page)?;
            Ok(ui.out(&page)?)
        }
        Some(folder) => Ok(write_pages(folder, tree).map_err(|cause| {
            Error::failed(format!("could not write manual pages to `{}`", folder.display())).because(cause)
        })?),
    }
}

fn write_pages(folder: &Path, tree: clap::Command) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(tree, folder)
}
