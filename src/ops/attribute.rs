//! Definitions of custom attributes.

use std::str::FromStr;

use clap::Args;
use serde::{Serialize, Serializer};

use super::{Shown::As, arguments::Name, spec::operations};
use crate::output::{Column, ColumnKind, Shape, View};

operations! {
    /// Manage the definitions of custom attributes
    pub enum Command "attribute", all in SPECS;

    List "list" Get "/v1/mgmt/user/customattributes" UserManagement Harmless Read => As(&DEFINITIONS);
    Create "create" Post "/v1/mgmt/user/customattribute/create" UserManagement Harmful Write
        => As(&DEFINITIONS);
    Delete "delete" Post "/v1/mgmt/user/customattribute/delete" UserManagement Harmless
        Ask("delete the definitions, and with them the values of all users") => As(&DEFINITIONS);
}

const DEFINITIONS: View = View {
    pointer: "/data",
    shape: Shape::Many,
    columns: &[
        Column::text("Name", "name"),
        Column::text("Display name", "displayName"),
        Column::new("Type", "type", ColumnKind::AttributeType),
    ],
    id: "name",
    fields: &[
        "name",
        "displayName",
        "type",
        "options",
        "defaultValue",
        "viewPermissions",
        "editPermissions",
        "editable",
    ],
};

/// The types of the contract: text, number and boolean are documented, the others inferred.
const TYPES: &[(&str, u8)] =
    &[("text", 1), ("number", 2), ("boolean", 3), ("single-select", 4), ("multi-select", 5), ("date", 6)];

/// List the definitions of custom attributes
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl attribute list
  descopectl attribute list -o ids")]
pub struct List {}

/// Define custom attributes
///
/// Give each as NAME:TYPE. Types are text, number, boolean, single-select, multi-select and date.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl attribute create plan:text seats:number beta:boolean")]
pub struct Create {
    /// Definitions
    #[arg(required = true, value_name = "NAME:TYPE")]
    pub attributes: Vec<Definition>,
}

/// Delete definitions of custom attributes
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl attribute delete beta --yes")]
pub struct Delete {
    /// Machine names
    #[arg(required = true, value_name = "NAME")]
    pub names: Vec<Name>,
}

/// Definition of a custom attribute, `NAME:TYPE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    name: String,
    display_name: String,
    #[serde(rename = "type", serialize_with = "as_number")]
    kind: &'static str,
}

impl FromStr for Definition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, kind) = text.rsplit_once(':').unwrap_or((text, "text"));
        if name.trim().is_empty() {
            return Err("the name is empty, expected `NAME:TYPE`".to_owned());
        }
        let known: Vec<&str> = TYPES.iter().map(|(kind, _)| *kind).collect();
        let kind = known
            .iter()
            .find(|known| **known == kind)
            .ok_or_else(|| format!("unknown type `{kind}`, expected one of {}", known.join(", ")))?;
        Ok(Self { name: name.to_owned(), display_name: name.to_owned(), kind })
    }
}

fn as_number<S: Serializer>(kind: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    let number = TYPES.iter().find(|(name, _)| name == kind).map_or(1, |(_, number)| *number);
    serializer.serialize_u8(number)
}
