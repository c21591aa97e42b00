//! Definitions of custom attributes.

use std::str::FromStr;

use clap::Args;
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::Value;

use super::{Shown::As, arguments::Name, spec::operations};
use crate::output::{Column, ColumnKind, Fold, Shape, View};

operations! {
    /// Manage the definitions of custom attributes
    pub enum Command "attribute", all in SPECS;

    List "list" Get "/v1/mgmt/user/customattributes" UserManagement Harmless Read => As(&DEFINITIONS);
    Create "create" Post "/v1/mgmt/user/customattribute/create" UserManagement Harmful Write
        => As(&DEFINITIONS);
    #[command(alias = "remove")]
    Delete "delete" Post "/v1/mgmt/user/customattribute/delete" UserManagement Harmless
        Ask("delete the definitions {}, and with them the values of all users") => As(&DEFINITIONS);
    ListFamily "list-family" Get "/v1/mgmt/user/families/customattributes" UserManagement Harmless Read
        => As(&DEFINITIONS);
    CreateFamily "create-family" Post "/v1/mgmt/user/families/customattribute/create" UserManagement Harmful
        Write => As(&DEFINITIONS);
    DeleteFamily "delete-family" Post "/v1/mgmt/user/families/customattribute/delete" UserManagement Harmless
        Ask("delete the definitions {}, and with them the values in all families") => As(&DEFINITIONS);
}

const DEFINITIONS: View = View {
    pointer: "/data",
    shape: Shape::Many,
    columns: &[
        Column::text("Name", "name").wrapping(),
        Column::text("Display name", "displayName").wrapping(),
        Column::new("Type", "type", ColumnKind::AttributeType),
        Column::new("Required", "required", ColumnKind::Mark).folding(Fold::IfAny),
        Column::new("Options", "options", ColumnKind::Options).wrapping().folding(Fold::IfAny),
        Column::text("Default", "defaultValue").wrapping().folding(Fold::IfAny),
        Column::new("View permissions", "viewPermissions", ColumnKind::List).wrapping().folding(Fold::IfAny),
        Column::new("Edit permissions", "editPermissions", ColumnKind::List).wrapping().folding(Fold::IfAny),
    ],
    id: "name",
    fields: &[
        "name",
        "displayName",
        "type",
        "required",
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
/// Give each as NAME:TYPE. Types are text, number, boolean, single-select, multi-select and date. The
/// options say more about each of them; a selection needs its values.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl attribute create plan:text seats:number beta:boolean
  descopectl attribute create size:single-select --option s=Small --option l=Large --default s
  descopectl attribute create salary:number --view-permission 'User Admin' --display-name Salary")]
pub struct Create {
    /// Definitions
    #[arg(required = true, value_name = "NAME:TYPE")]
    pub attributes: Vec<Definition>,

    /// What is the same for all of them.
    #[command(flatten)]
    pub details: Details,
}

/// What a definition may say besides name and type.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// Name to show [default: the machine name]
    #[arg(long, value_name = "TEXT")]
    pub display_name: Option<String>,

    /// Value of a selection, with its label (repeatable)
    #[arg(long = "option", value_name = "VALUE[=LABEL]")]
    pub options: Option<Vec<Choice>>,

    /// Default value, as JSON or else as text
    #[arg(long = "default", value_name = "VALUE", value_parser = json_or_text)]
    pub default_value: Option<Value>,

    /// Permission that is needed to see the value (repeatable)
    #[arg(long = "view-permission", value_name = "PERMISSION")]
    pub view_permissions: Option<Vec<Name>>,

    /// Permission that is needed to change the value (repeatable)
    #[arg(long = "edit-permission", value_name = "PERMISSION")]
    pub edit_permissions: Option<Vec<Name>>,

    /// Users need a value (seen in one SDK only)
    #[arg(long)]
    pub required: Option<bool>,
}

/// A value that can be selected, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    value: String,
    label: String,
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, label) = text.split_once('=').unwrap_or((text, text));
        if value.is_empty() || label.is_empty() {
            return Err("expected `VALUE` or `VALUE=LABEL`".to_owned());
        }
        Ok(Self { value: value.to_owned(), label: label.to_owned() })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "clap wants a result")]
fn json_or_text(text: &str) -> Result<Value, String> {
    Ok(serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)))
}

impl Serialize for Create {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        complete(&self.attributes, &self.details, serializer)
    }
}

impl Serialize for CreateFamily {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        complete(&self.attributes, &self.details, serializer)
    }
}

/// Each definition with the details, which win.
fn complete<S: Serializer>(
    definitions: &[Definition],
    details: &Details,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let one = |definition: &Definition| {
        let mut whole = serde_json::to_value(definition)?;
        if let (Value::Object(whole), Value::Object(details)) = (&mut whole, serde_json::to_value(details)?) {
            whole.extend(details.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Ok(whole)
    };
    let whole: Result<Vec<_>, serde_json::Error> = definitions.iter().map(one).collect();
    let mut request = serializer.serialize_map(Some(1))?;
    request.serialize_entry("attributes", &whole.map_err(serde::ser::Error::custom)?)?;
    request.end()
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

/// List the definitions of attributes of members of families
///
/// Their values are held for each membership in a family. Seen in one SDK only.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl attribute list-family")]
pub struct ListFamily {}

/// Define attributes of members of families
///
/// As `attribute create` does for users. Seen in one SDK only.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl attribute create-family nickname:text
  descopectl attribute create-family duty:single-select --option cook --option clean")]
pub struct CreateFamily {
    /// Definitions
    #[arg(required = true, value_name = "NAME:TYPE")]
    pub attributes: Vec<Definition>,

    /// What is the same for all of them.
    #[command(flatten)]
    pub details: Details,
}

/// Delete definitions of attributes of members of families
///
/// Seen in one SDK only.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl attribute delete-family nickname --yes")]
pub struct DeleteFamily {
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
