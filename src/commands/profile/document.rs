//! Profiles as JSON. A key is shown as its source, never its value.

use serde_json::{Map, Value, json};

use crate::output::Format;
use crate::profile::{BaseUrl, KeySource, Profile, ProfileName, ProjectId, Rate, files};

/// One profile of the file.
pub(super) fn of(name: &ProfileName, profile: &Profile, is_default: bool) -> Value {
    json!({
        "name": name.as_str(),
        "default": is_default,
        "builtIn": false,
        "projectId": profile.project_id.as_ref().map(ProjectId::as_str),
        "baseUrl": profile.effective_base_url().as_ref().map(BaseUrl::as_str),
        "managementKey": profile.management_key.as_ref().map(key),
        "output": profile.output.map(Format::name),
        "timeoutSeconds": profile.timeout.map(|timeout| timeout.as_secs()),
        "protected": profile.protected,
        "rate": profile.rate.as_ref().map(Rate::to_string),
        "caBundle": profile.ca_bundle.as_deref().map(files::shown),
    })
}

/// The built-in profile, with the same fields.
pub(super) fn of_local(is_default: bool) -> Value {
    let mut document = of(&ProfileName::local(), &Profile::default(), is_default);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("builtIn".to_owned(), Value::Bool(true));
    }
    document
}

/// The document with its schema in front.
pub(super) fn with_schema(schema: &str, document: Value) -> Value {
    let mut fields = Map::from_iter([("schema".to_owned(), Value::from(schema))]);
    if let Value::Object(rest) = document {
        fields.extend(rest);
    }
    Value::Object(fields)
}

fn key(source: &KeySource) -> Value {
    match source {
        KeySource::Plain(_) => json!({ "source": source.kind() }),
        KeySource::Variable { name, .. } => json!({ "source": source.kind(), "env": name }),
        KeySource::Command(command) => json!({ "source": source.kind(), "command": command }),
        KeySource::File(file) => json!({ "source": source.kind(), "file": files::shown(file) }),
    }
}
