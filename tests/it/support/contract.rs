//! The wire contract, with a validator that knows nothing of our types.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::Exchange;

/// The contract, ready to judge exchanges.
pub(crate) struct Contract {
    document: Value,
    /// The schemas with unknown keys forbidden: a misspelt field must not pass as an unknown one.
    strict: Value,
}

/// An operation of the contract.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) mission: Option<String>,
    pub(crate) rate_limit: String,
    pub(crate) retry: String,
    pub(crate) body: Value,
}

impl Contract {
    pub(crate) fn load() -> Self {
        let text = include_str!("../../contract/user-management.openapi.yaml");
        let document: Value = serde_saphyr::from_str(text).unwrap();
        let mut strict = document["components"].clone();
        forbid_unknown_keys(&mut strict["schemas"]);
        Self { document, strict }
    }

    pub(crate) fn operations(&self) -> Vec<Operation> {
        let paths = self.document["paths"].as_object().unwrap();
        let of_path = |(path, item): (&String, &Value)| -> Vec<Operation> {
            let methods = item.as_object().unwrap();
            methods.iter().map(|(method, operation)| operation_of(path, method, operation)).collect()
        };
        paths.iter().flat_map(of_path).collect()
    }

    /// Checks both halves of an exchange; returns the operation's ID.
    pub(crate) fn check(&self, exchange: &Exchange) -> Result<String, String> {
        let method = exchange.method.to_lowercase();
        let operation = self.document["paths"]
            .get(&exchange.path)
            .and_then(|path| path.get(&method))
            .ok_or_else(|| format!("{} {} is not in the contract", exchange.method, exchange.path))?;
        let name = operation["operationId"].as_str().unwrap().to_owned();
        if let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") {
            self.validate(schema, &exchange.request).map_err(|why| format!("{name} request: {why}"))?;
        }
        self.check_query(operation, &exchange.query).map_err(|why| format!("{name} query: {why}"))?;
        let replies = operation["responses"].as_object().unwrap();
        let status = exchange.status.to_string();
        let reply = replies.get(&status).or_else(|| replies.get("default")).unwrap();
        let reply = match reply["$ref"].as_str() {
            Some(reference) => self.document.pointer(reference.trim_start_matches('#')).unwrap(),
            None => reply,
        };
        if let Some(schema) = reply.pointer("/content/application~1json/schema") {
            self.validate(schema, &exchange.reply).map_err(|why| format!("{name} reply {status}: {why}"))?;
        }
        Ok(name)
    }

    fn validate(&self, schema: &Value, value: &Value) -> Result<(), String> {
        let root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": self.strict,
            "allOf": [schema],
        });
        let validator = jsonschema::validator_for(&root).map_err(|error| error.to_string())?;
        let problems: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(format!("{} in {value}", problems.join("; "))) }
    }

    fn check_query(&self, operation: &Value, query: &str) -> Result<(), String> {
        let parameters: HashMap<&str, &Value> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| (parameter["name"].as_str().unwrap(), &parameter["schema"]))
            .collect();
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        for (name, value) in &pairs {
            let schema =
                parameters.get(name.as_str()).ok_or_else(|| format!("unknown parameter `{name}`"))?;
            let value = match schema["type"].as_str() {
                Some("boolean") => serde_json::from_str(value).unwrap_or_default(),
                _ => Value::from(value.as_str()),
            };
            self.validate(schema, &value)?;
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["required"] == json!(true) && !pairs.iter().any(|(given, _)| given == name) {
                return Err(format!("parameter `{name}` is missing"));
            }
        }
        Ok(())
    }

    /// The properties of a request schema, without deprecated ones and aliases.
    pub(crate) fn fields(&self, body: &Value) -> Vec<String> {
        let schema = match body["$ref"].as_str() {
            Some(reference) => self.document.pointer(reference.trim_start_matches('#')).unwrap(),
            None => body,
        };
        let empty = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&empty);
        let current =
            |property: &Value| property.get("deprecated").is_none() && property.get("x-alias-of").is_none();
        properties.iter().filter(|(_, property)| current(property)).map(|(name, _)| name.clone()).collect()
    }
}

fn operation_of(path: &str, method: &str, operation: &Value) -> Operation {
    let text = |name: &str| operation[name].as_str().map(str::to_owned);
    Operation {
        id: text("operationId").unwrap(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        mission: text("x-mission"),
        rate_limit: text("x-rate-limit").unwrap_or_default(),
        retry: text("x-retry").unwrap_or_default(),
        body: operation.pointer("/requestBody/content/application~1json/schema").cloned().unwrap_or_default(),
    }
}

/// Adds `additionalProperties: false` to each object schema that lists its properties and does not
/// say itself what else may stand there.
fn forbid_unknown_keys(schemas: &mut Value) {
    for schema in schemas.as_object_mut().unwrap().values_mut() {
        let Some(fields) = schema.as_object_mut() else { continue };
        if fields.contains_key("properties") && !fields.contains_key("additionalProperties") {
            fields.insert("additionalProperties".to_owned(), json!(false));
        }
    }
}
