//! Definitions of custom attributes, and the check of a value against its definition.

use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use super::super::reply::ApiError;
use super::record::parsed;
use super::sets::About;
use super::transaction::Tx;

/// What kind of value an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum AttributeType {
    Text,
    Number,
    Boolean,
    Select,
    MultiSelect,
    Date,
}

impl AttributeType {
    const ALL: [(Self, i64, &'static str); 6] = [
        (Self::Text, 1, "string"),
        (Self::Number, 2, "number"),
        (Self::Boolean, 3, "boolean"),
        (Self::Select, 4, "singleselect"),
        (Self::MultiSelect, 5, "multiselect"),
        (Self::Date, 6, "date"),
    ];

    /// The wire number, or one of the words the Python SDK sends.
    pub(in crate::emulator) fn parse(value: &Value) -> Option<Self> {
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        let word = value.as_str().map(|text| text.to_ascii_lowercase().replace(['-', '_', ' '], ""));
        let word = match word.as_deref() {
            Some("text") => Some("string"),
            Some("bool") => Some("boolean"),
            Some("select") => Some("singleselect"),
            other => other,
        };
        let fits = |entry: &&(Self, i64, &str)| Some(entry.1) == number || Some(entry.2) == word;
        Self::ALL.iter().find(fits).map(|entry| entry.0)
    }

    const fn wire(self) -> i64 {
        match self {
            Self::Text => 1,
            Self::Number => 2,
            Self::Boolean => 3,
            Self::Select => 4,
            Self::MultiSelect => 5,
            Self::Date => 6,
        }
    }
}

/// One definition. The rest of what was sent is kept as it came.
pub(in crate::emulator) struct Attribute {
    pub(in crate::emulator) name: String,
    pub(in crate::emulator) kind: AttributeType,
    pub(in crate::emulator) display_name: String,
    /// Pairs of value and label.
    pub(in crate::emulator) options: Vec<(String, String)>,
    pub(in crate::emulator) default_value: Value,
    pub(in crate::emulator) view_permissions: Vec<String>,
    pub(in crate::emulator) edit_permissions: Vec<String>,
}

impl Attribute {
    /// Refuses a value that does not fit the definition.
    pub(in crate::emulator) fn check(&self, value: &Value) -> Result<(), ApiError> {
        let is_option = |value: &Value| {
            value.as_str().is_some_and(|text| self.options.iter().any(|option| option.0 == text))
        };
        let (fits, wanted) = match self.kind {
            AttributeType::Text => (value.is_string(), "text"),
            AttributeType::Number => (value.is_number(), "a number"),
            AttributeType::Boolean => (value.is_boolean(), "true or false"),
            AttributeType::Select => (is_option(value), "one of its options"),
            AttributeType::MultiSelect => {
                (value.as_array().is_some_and(|items| items.iter().all(is_option)), "a list of its options")
            }
            AttributeType::Date => (value.is_string() || value.as_i64().is_some(), "a date"),
        };
        if fits {
            return Ok(());
        }
        Err(ApiError::invalid(format!("Custom attribute {} has to be {wanted}", self.name)))
    }

    /// Refuses a scalar that no user can have as the value, or as one of the values.
    pub(in crate::emulator) fn check_filter(&self, value: &Value) -> Result<(), ApiError> {
        let (fits, wanted) = match self.kind {
            AttributeType::Number => (value.is_number(), "a number"),
            AttributeType::Boolean => (value.is_boolean(), "true or false"),
            AttributeType::Date => (value.is_string() || value.as_i64().is_some(), "a date"),
            AttributeType::Text | AttributeType::Select | AttributeType::MultiSelect => {
                (value.is_string(), "text")
            }
        };
        if fits {
            return Ok(());
        }
        Err(ApiError::invalid(format!("customAttributes.{} has to be {wanted}", self.name)))
    }

    /// The definition as replies show it, which is also how it is stored.
    pub(in crate::emulator) fn wire(&self) -> Value {
        let option = |(value, label): &(String, String)| json!({"value": value, "label": label});
        json!({
            "name": self.name,
            "type": self.kind.wire(),
            "options": self.options.iter().map(option).collect::<Vec<_>>(),
            "displayName": self.display_name,
            "defaultValue": self.default_value,
            "viewPermissions": self.view_permissions,
            "editPermissions": self.edit_permissions,
            "editable": true,
        })
    }

    fn stored(definition: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |key: &str| definition[key].as_array().map_or(&[][..], Vec::as_slice);
        Self {
            name: text(&definition["name"]),
            kind: AttributeType::parse(&definition["type"]).unwrap_or(AttributeType::Text),
            display_name: text(&definition["displayName"]),
            options: list("options")
                .iter()
                .map(|option| (text(&option["value"]), text(&option["label"])))
                .collect(),
            default_value: definition["defaultValue"].clone(),
            view_permissions: list("viewPermissions").iter().map(text).collect(),
            edit_permissions: list("editPermissions").iter().map(text).collect(),
        }
    }
}

impl Tx<'_> {
    pub(in crate::emulator) fn attribute(&self, name: &str) -> Result<Option<(i64, Attribute)>, ApiError> {
        let mut statement = self.prepare("SELECT id, definition FROM attributes WHERE name = ?1")?;
        let found =
            statement.query_row([name], |row| Ok((row.get(0)?, parsed::<Value>(row, 1)?))).optional()?;
        Ok(found.map(|(row, definition)| (row, Attribute::stored(&definition))))
    }

    pub(in crate::emulator) fn insert_attribute(&self, attribute: &Attribute) -> Result<(), ApiError> {
        if self.attribute(&attribute.name)?.is_some() {
            return Err(ApiError::invalid(format!("Custom attribute {} already exists", attribute.name)));
        }
        let sql = "INSERT INTO attributes (name, definition) VALUES (?1, ?2)";
        self.execute(sql, (&attribute.name, attribute.wire().to_string()))?;
        Ok(())
    }

    /// Removes the definition and the values users have for it.
    pub(in crate::emulator) fn delete_attribute(&self, name: &str) -> Result<(), ApiError> {
        let (row, _) = self
            .attribute(name)?
            .ok_or_else(|| ApiError::invalid(format!("Custom attribute {name} does not exist")))?;
        for user in self.sets_about(About::Attribute, row)?.rows() {
            self.change(user, |record| {
                record.attributes.shift_remove(name);
            })?;
        }
        self.execute("DELETE FROM attributes WHERE id = ?1", [row])?;
        Ok(())
    }

    pub(in crate::emulator) fn attributes(&self) -> Result<Vec<Value>, ApiError> {
        let mut statement = self.prepare("SELECT definition FROM attributes ORDER BY id")?;
        let rows = statement.query_map([], |row| parsed(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
