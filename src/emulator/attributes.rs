//! Definitions of custom attributes: list, create, delete.

use serde_json::{Value, json};

use super::decode::Fields;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::store::{Attribute, AttributeType, Choice, Scope, Tx};

pub(super) const ROUTES: &[Route] = &[
    get("/v1/mgmt/user/customattributes", |call, _| call.read(|tx| all(tx, Scope::User))),
    post("/v1/mgmt/user/customattribute/create", |call, fields| create(call, fields, Scope::User)),
    post("/v1/mgmt/user/customattribute/delete", |call, fields| delete(call, fields, Scope::User)),
    get("/v1/mgmt/user/families/customattributes", |call, _| call.read(|tx| all(tx, Scope::Family))),
    post("/v1/mgmt/user/families/customattribute/create", |call, fields| create(call, fields, Scope::Family)),
    post("/v1/mgmt/user/families/customattribute/delete", |call, fields| delete(call, fields, Scope::Family)),
];

/// The complete list, which is what all calls answer with.
fn all(tx: &Tx<'_>, scope: Scope) -> Result<Reply, ApiError> {
    let data = tx.attributes(scope)?;
    Reply::json(&match scope {
        // A 64-bit number, so protobuf JSON makes it a string.
        Scope::User => json!({ "total": data.len().to_string(), "data": data }),
        Scope::Family => json!({ "data": data }),
    })
}

/// A definition as a create call or the seed describes it.
pub(super) fn decode(fields: &Fields<'_>) -> Result<Attribute, ApiError> {
    let name = fields.required("name")?.to_owned();
    let kind = match fields.value("type")? {
        None => AttributeType::Text,
        Some(value) => AttributeType::parse(value)
            .ok_or_else(|| ApiError::argument(format!("Custom attribute {name}: {value} is not a type")))?,
    };
    let attribute = Attribute {
        kind,
        display_name: fields.owned("displayName")?.unwrap_or_else(|| name.clone()),
        required: fields.is_set("required")?,
        options: options(fields)?,
        default_value: fields.value("defaultValue")?.cloned().unwrap_or(Value::Null),
        view_permissions: fields.texts("viewPermissions")?.unwrap_or_default(),
        edit_permissions: fields.texts("editPermissions")?.unwrap_or_default(),
        editable: true,
        name,
    };
    let selects = matches!(kind, AttributeType::Select | AttributeType::MultiSelect);
    if selects && attribute.options.is_empty() {
        return Err(ApiError::invalid(format!("Custom attribute {} needs options", attribute.name)));
    }
    if !attribute.default_value.is_null() {
        attribute.check(&attribute.default_value)?;
    }
    Ok(attribute)
}

/// Options come as objects, or from Python as plain texts.
fn options(fields: &Fields<'_>) -> Result<Vec<Choice>, ApiError> {
    let Some(value) = fields.value("options")? else { return Ok(Vec::new()) };
    if let Ok(texts) = fields.as_texts("options", value) {
        return Ok(texts.into_iter().map(|text| Choice { value: text.clone(), label: text }).collect());
    }
    let mut options = Vec::new();
    for option in fields.as_objects("options", value)? {
        let value = option.required("value")?;
        let label = option.filled("label")?.unwrap_or(value);
        options.push(Choice { value: value.to_owned(), label: label.to_owned() });
    }
    Ok(options)
}

fn create(call: &Call, fields: &Fields<'_>, scope: Scope) -> Result<Reply, ApiError> {
    let entries = fields.required_objects("attributes")?;
    let attributes = entries.iter().map(decode).collect::<Result<Vec<_>, _>>()?;
    call.write(|tx| {
        attributes.iter().try_for_each(|attribute| tx.insert_attribute(scope, attribute))?;
        all(tx, scope)
    })
}

fn delete(call: &Call, fields: &Fields<'_>, scope: Scope) -> Result<Reply, ApiError> {
    let names = fields.required_texts("names")?;
    call.write(|tx| {
        names.iter().try_for_each(|name| tx.delete_attribute(scope, name))?;
        all(tx, scope)
    })
}
