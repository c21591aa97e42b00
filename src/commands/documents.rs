//! Completions and manual pages, made from the command tree.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;
use clap_complete::Shell;

use crate::{cli, error::Error};

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

/// The completions of one shell.
#[must_use]
pub fn completions_of(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(), "descopectl", &mut script);
    script
}

/// Prints completions.
///
/// # Errors
/// When stdout is gone.
pub fn completions(arguments: &Completions) -> anyhow::Result<()> {
    Ok(std::io::stdout().lock().write_all(&completions_of(arguments.shell))?)
}

/// Prints the main page, or writes all pages.
///
/// # Errors
/// When the folder cannot be written.
pub fn man(arguments: &Man) -> anyhow::Result<()> {
    match &arguments.dir {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(cli::command()).render(&mut page)?;
            Ok(std::io::stdout().lock().write_all(&page)?)
        }
        Some(folder) => Ok(write_pages(folder).map_err(|cause| {
            Error::failed(format!("could not write manual pages to `{}`", folder.display())).because(cause)
        })?),
    }
}

fn write_pages(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(cli::command(), folder)
}
