//! Lenient decoding in the manner of protobuf JSON: aliases, `null` as absent, unknown keys ignored.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::reply::ApiError;

// The other wire name that the contract has for a field stands behind `|`.
pub(super) const LOGIN_ID: &str = "loginId|identifier";
pub(super) const DISPLAY_NAME: &str = "name|displayName";
pub(super) const MORE_LOGIN_IDS: &str = "additionalIdentifiers|additionalLoginIds";
pub(super) const REDIRECT_URL: &str = "redirectUrl|URI";
pub(super) const SSO_APP_IDS: &str = "ssoAppIds|ssoAppIDs";

/// A JSON object with typed access; errors name the field by its path.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    place: String,
}

impl<'a> Fields<'a> {
    pub(super) fn of(value: &'a Value, place: &str) -> Result<Self, ApiError> {
        match value {
            Value::Object(map) => Ok(Self { map, place: place.to_owned() }),
            _ if place.is_empty() => Err(ApiError::malformed("The body has to be a JSON object")),
            _ => Err(ApiError::invalid(format!("{place} has to be an object"))),
        }
    }

    /// The published name with the place of this object before it.
    fn path(&self, name: &str) -> String {
        let name = name.split('|').next().unwrap_or_default();
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    pub(super) fn wrong(&self, name: &str, wanted: &str) -> ApiError {
        ApiError::invalid(format!("Field {} has to be {wanted}", self.path(name)))
    }

    /// The refusal of a call that needs this field.
    pub(super) fn missing(&self, name: &str) -> ApiError {
        ApiError::missing(format!("The {} argument is missing", self.path(name)))
    }

    /// The value under either name, `null` included.
    pub(super) fn dynamic(&self, name: &str) -> Result<Option<&'a Value>, ApiError> {
        self.only_one(name, |_| true)
    }

    /// The value under either name, `null` counting as absent.
    pub(super) fn value(&self, name: &str) -> Result<Option<&'a Value>, ApiError> {
        self.only_one(name, |value| !value.is_null())
    }

    fn only_one(&self, name: &str, counts: fn(&Value) -> bool) -> Result<Option<&'a Value>, ApiError> {
        let given = name.split('|').filter_map(|name| self.map.get(name));
        let mut given = given.filter(|value| counts(value));
        match (given.next(), given.next()) {
            (_, Some(_)) => Err(ApiError::malformed(format!("Duplicate field {}", self.path(name)))),
            (only, None) => Ok(only),
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&'a str>, ApiError> {
        self.value(name)?.map(|value| value.as_str().ok_or_else(|| self.wrong(name, "a string"))).transpose()
    }

    /// The text, where empty is the same as absent.
    pub(super) fn filled(&self, name: &str) -> Result<Option<&'a str>, ApiError> {
        Ok(self.text(name)?.filter(|text| !text.is_empty()))
    }

    /// The text, which has to be there and not be empty.
    pub(super) fn required(&self, name: &str) -> Result<&'a str, ApiError> {
        self.filled(name)?.ok_or_else(|| self.missing(name))
    }

    pub(super) fn owned(&self, name: &str) -> Result<Option<String>, ApiError> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        self.value(name)?
            .map(|value| value.as_bool().ok_or_else(|| self.wrong(name, "true or false")))
            .transpose()
    }

    /// Whether the flag is there and set.
    pub(super) fn is_set(&self, name: &str) -> Result<bool, ApiError> {
        Ok(self.flag(name)?.unwrap_or_default())
    }

    /// A whole number, as a number or as text: both are protobuf JSON.
    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, ApiError> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let number = match value {
            Value::String(text) => text.parse().ok(),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole and within i64 by the check before it"
            )]
            Value::Number(number) => number.as_i64().or_else(|| {
                let float = number.as_f64()?;
                (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
            }),
            _ => None,
        };
        number.map(Some).ok_or_else(|| self.wrong(name, "a whole number"))
    }

    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, ApiError> {
        self.value(name)?.map(|value| self.as_texts(name, value)).transpose()
    }

    /// A list that has to be there; it may be empty.
    pub(super) fn required_texts(&self, name: &str) -> Result<Vec<String>, ApiError> {
        self.texts(name)?.ok_or_else(|| self.missing(name))
    }

    /// A list that has to be there and have something in it.
    pub(super) fn some_texts(&self, name: &str) -> Result<Vec<String>, ApiError> {
        self.texts(name)?.filter(|items| !items.is_empty()).ok_or_else(|| self.missing(name))
    }

    pub(super) fn as_texts(&self, name: &str, value: &Value) -> Result<Vec<String>, ApiError> {
        let wrong = || self.wrong(name, "a list of strings");
        let items = value.as_array().ok_or_else(wrong)?;
        items.iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
    }

    pub(super) fn object(&self, name: &str) -> Result<Option<Fields<'a>>, ApiError> {
        self.value(name)?.map(|value| Fields::of(value, &self.path(name))).transpose()
    }

    /// The object's entries, for maps whose keys the caller chose.
    pub(super) fn map(&self, name: &str) -> Result<Option<&'a Map<String, Value>>, ApiError> {
        Ok(self.object(name)?.map(|fields| fields.map))
    }

    pub(super) fn objects(&self, name: &str) -> Result<Option<Vec<Fields<'a>>>, ApiError> {
        self.value(name)?.map(|value| self.as_objects(name, value)).transpose()
    }

    /// A list of objects that has to be there; it may be empty.
    pub(super) fn required_objects(&self, name: &str) -> Result<Vec<Fields<'a>>, ApiError> {
        self.objects(name)?.ok_or_else(|| self.missing(name))
    }

    pub(super) fn as_objects(&self, name: &str, value: &'a Value) -> Result<Vec<Fields<'a>>, ApiError> {
        let items = value.as_array().ok_or_else(|| self.wrong(name, "a list of objects"))?;
        let place = self.path(name);
        let at = |(index, item)| Fields::of(item, &format!("{place}[{index}]"));
        items.iter().enumerate().map(at).collect()
    }

    /// The whole object as a type, which needs the field and has defaults for the others.
    pub(super) fn decoded<T: DeserializeOwned>(&self, needed: &str) -> Result<T, ApiError> {
        if self.value(needed)?.is_none_or(|value| value == "") {
            return Err(self.missing(needed));
        }
        T::deserialize(self.map).map_err(|error| ApiError::invalid(error.to_string()))
    }

    pub(super) fn entries(&self) -> &'a Map<String, Value> {
        self.map
    }

    /// Where this object sits in the body.
    pub(super) fn place(&self) -> &str {
        &self.place
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_alias_stands_for_its_field_but_not_beside_it() {
        let body = json!({"identifier": "a", "name": "A", "displayName": "B"});
        let fields = Fields::of(&body, "").unwrap();
        assert_eq!(fields.required(LOGIN_ID).unwrap(), "a");
        assert!(fields.text("loginId").unwrap().is_none());
        assert_eq!(fields.text(DISPLAY_NAME).unwrap_err().message(), "Duplicate field name");
    }

    #[test]
    fn null_is_absent_except_for_dynamic_values() {
        let body = json!({"email": null, "roleNames": null});
        let fields = Fields::of(&body, "").unwrap();
        assert_eq!(fields.text("email").unwrap(), None);
        assert!(fields.dynamic("roleNames").unwrap().unwrap().is_null());
    }

    #[test]
    fn wrong_types_name_the_field_by_its_path() {
        let body = json!({"users": [{"loginId": "a"}, {"loginId": 7}]});
        let users = Fields::of(&body, "").unwrap().objects("users").unwrap().unwrap();
        let error = users[1].text("loginId").unwrap_err();
        assert_eq!(error.message(), "Field users[1].loginId has to be a string");
    }

    #[test]
    fn whole_numbers_come_as_numbers_or_text() {
        let body = json!({"a": 5, "b": "6", "c": 7.0, "d": 7.5, "e": true});
        let fields = Fields::of(&body, "").unwrap();
        assert_eq!(fields.integer("a").unwrap(), Some(5));
        assert_eq!(fields.integer("b").unwrap(), Some(6));
        assert_eq!(fields.integer("c").unwrap(), Some(7));
        assert!(fields.integer("d").is_err());
        assert!(fields.integer("e").is_err());
    }
}
