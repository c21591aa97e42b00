//! Definitions of custom attributes, and the check of a value against its definition.

use std::collections::HashMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::reply::ApiError;
use super::entry::Tag;
use super::transaction::{Tx, json};

/// What kind of value an attribute holds. The numbers are on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub(in crate::emulator) enum AttributeType {
    Text = 1,
    Number = 2,
    Boolean = 3,
    Select = 4,
    MultiSelect = 5,
    Date = 6,
    MonthAndDay = 7,
}

impl AttributeType {
    /// With the words that the Python SDK sends, without dashes and capitals.
    const ALL: [(Self, &'static [&'static str]); 7] = [
        (Self::Text, &["string", "text"]),
        (Self::Number, &["number"]),
        (Self::Boolean, &["boolean", "bool"]),
        (Self::Select, &["singleselect", "select"]),
        (Self::MultiSelect, &["multiselect"]),
        (Self::Date, &["date"]),
        (Self::MonthAndDay, &["monthandday", "monthday"]),
    ];

    /// The wire number, or a word.
    pub(in crate::emulator) fn parse(value: &Value) -> Option<Self> {
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        let word = value.as_str().unwrap_or_default().to_ascii_lowercase().replace(['-', '_', ' '], "");
        let fits =
            |entry: &&(Self, &[&str])| number == Some(i64::from(entry.0)) || entry.1.contains(&word.as_str());
        Self::ALL.iter().find(fits).map(|entry| entry.0)
    }
}

impl From<AttributeType> for i64 {
    fn from(kind: AttributeType) -> Self {
        kind as Self
    }
}

impl TryFrom<i64> for AttributeType {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        Self::parse(&number.into()).ok_or_else(|| format!("{number} is no type of attribute"))
    }
}

/// Whose attributes: those of users, or those of a user's membership in a family.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::emulator) enum Scope {
    User,
    Family,
}

/// A value that can be selected.
#[derive(Serialize, Deserialize)]
pub(in crate::emulator) struct Choice {
    pub(in crate::emulator) value: String,
    pub(in crate::emulator) label: String,
}

/// One definition, stored as replies show it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::emulator) struct Attribute {
    pub(in crate::emulator) name: String,
    #[serde(rename = "type")]
    pub(in crate::emulator) kind: AttributeType,
    pub(in crate::emulator) required: bool,
    pub(in crate::emulator) options: Vec<Choice>,
    pub(in crate::emulator) display_name: String,
    pub(in crate::emulator) default_value: Value,
    pub(in crate::emulator) view_permissions: Vec<String>,
    pub(in crate::emulator) edit_permissions: Vec<String>,
    pub(in crate::emulator) editable: bool,
}

/// Definitions that a transaction has looked up, each with its row.
pub(super) type Definitions = HashMap<(Scope, String), Rc<(i64, Attribute)>>;

impl Attribute {
    /// Refuses a value that does not fit the definition.
    pub(in crate::emulator) fn check(&self, value: &Value) -> Result<(), ApiError> {
        let is_option = |value: &Value| {
            value.as_str().is_some_and(|text| self.options.iter().any(|option| option.value == text))
        };
        let (fits, wanted) = match self.kind {
            AttributeType::Select => (is_option(value), "one of its options"),
            AttributeType::MultiSelect => {
                (value.as_array().is_some_and(|items| items.iter().all(is_option)), "a list of its options")
            }
            _ => self.is_scalar(value),
        };
        if fits {
            return Ok(());
        }
        Err(ApiError::invalid(format!("Custom attribute {} has to be {wanted}", self.name)))
    }

    /// Refuses a scalar that no user can have as the value, or as one of the values.
    pub(in crate::emulator) fn check_filter(&self, value: &Value) -> Result<(), ApiError> {
        match self.is_scalar(value) {
            (true, _) => Ok(()),
            (false, wanted) => {
                Err(ApiError::invalid(format!("customAttributes.{} has to be {wanted}", self.name)))
            }
        }
    }

    /// Whether the value is of the type, of which a selection has several, and what is wanted.
    fn is_scalar(&self, value: &Value) -> (bool, &'static str) {
        match self.kind {
            AttributeType::Number => (value.is_number(), "a number"),
            AttributeType::Boolean => (value.is_boolean(), "true or false"),
            AttributeType::Date => (value.is_string() || value.as_i64().is_some(), "a date"),
            _ => (value.is_string(), "text"),
        }
    }
}

impl Tx<'_> {
    /// The definition and its row.
    pub(in crate::emulator) fn attribute(
        &self,
        scope: Scope,
        name: &str,
    ) -> Result<Rc<(i64, Attribute)>, ApiError> {
        let key = (scope, name.to_owned());
        if let Some(known) = self.attributes.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let unknown = || ApiError::invalid(format!("Custom attribute {name} does not exist in the project"));
        let sql = "SELECT id FROM attributes WHERE scope = ?1 AND name = ?2";
        let row = self.first(sql, (scope as i64, name))?.ok_or_else(unknown)?;
        let definition = self.records("SELECT record FROM attributes WHERE id = ?1", [row])?.pop();
        let found = Rc::new((row, definition.ok_or_else(unknown)?));
        self.attributes.borrow_mut().insert(key, Rc::clone(&found));
        Ok(found)
    }

    pub(in crate::emulator) fn insert_attribute(
        &self,
        scope: Scope,
        attribute: &Attribute,
    ) -> Result<(), ApiError> {
        let sql = "INSERT OR IGNORE INTO attributes (scope, name, record) VALUES (?1, ?2, ?3)";
        if self.execute(sql, (scope as i64, &attribute.name, json(attribute)?))? == 0 {
            return Err(ApiError::invalid(format!("Custom attribute {} already exists", attribute.name)));
        }
        Ok(())
    }

    /// Removes the definition and the values users have for it.
    pub(in crate::emulator) fn delete_attribute(&self, scope: Scope, name: &str) -> Result<(), ApiError> {
        let attribute = self.attribute(scope, name)?;
        self.change(self.tagged(&[Tag::HasAttribute(attribute.0)])?, |record| {
            if scope == Scope::User {
                record.attributes.shift_remove(name);
            }
            for family in record.families.iter_mut().filter(|_| scope == Scope::Family) {
                family.attributes.shift_remove(name);
            }
        })?;
        self.execute("DELETE FROM attributes WHERE id = ?1", [attribute.0])?;
        self.catalogue_changed();
        Ok(())
    }

    pub(in crate::emulator) fn attributes(&self, scope: Scope) -> Result<Vec<Attribute>, ApiError> {
        self.records("SELECT record FROM attributes WHERE scope = ?1 ORDER BY id", [scope as i64])
    }
}
