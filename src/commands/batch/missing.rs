//! What the users of an input need and the project lacks: attributes, roles and tenants.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::look_up;
use crate::{
    api::Request,
    bulk::{
        input::{Attributes, several_tenants},
        plan::Plan,
    },
    commands::call,
    context::Context,
    error::{Error, Result, quoted, visible},
    ops::{
        Operation as _, Spec, attribute,
        directory::{self, CreateRole, CreateTenant},
        row::repeated,
        user::Missing,
    },
    ui::counted,
};

/// Values of an attribute that are kept as the options of a list.
const MOST_OPTIONS: usize = 100;

/// Names of each kind that are kept: they are taken from the input.
const MOST_NAMES: usize = 10_000;

/// What the users of an input need.
#[derive(Debug, Default)]
pub(super) struct Needs {
    attributes: BTreeMap<String, Kind>,
    /// The types of the values of each, with the number of rows and the first line.
    types: BTreeMap<String, Types>,
    roles: BTreeSet<String>,
    /// Tenants by ID, each with the roles that users have in it.
    tenants: BTreeMap<String, BTreeSet<String>>,
    tenant_names: BTreeMap<String, String>,
    /// Whether a program makes the users of records, and may leave roles and tenants out.
    is_migration: bool,
}

/// What values of an attribute are, each with the number of rows and the first line.
type Types = Vec<(&'static str, u64, u64)>;

/// The type of an attribute, by its values.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Boolean,
    List(BTreeSet<String>),
    /// Values of several types.
    Mixed,
}

impl Kind {
    fn of(value: &Value) -> Self {
        match value {
            Value::Number(_) => Self::Number,
            Value::Bool(_) => Self::Boolean,
            Value::Array(items) => {
                Self::List(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            _ => Self::Text,
        }
    }

    /// The type that holds both, where one does.
    fn or(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::List(known), Self::List(more)) => {
                known.extend(more);
                while known.len() > MOST_OPTIONS {
                    known.pop_last();
                }
            }
            (known, other) if *known == other => {}
            (known, _) => *known = Self::Mixed,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Text | Self::Mixed => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::List(_) => "multi-select",
        }
    }
}

/// The parts of a user that a project must know.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    #[serde(default)]
    custom_attributes: BTreeMap<String, Value>,
    #[serde(default)]
    role_names: Vec<String>,
    #[serde(default)]
    user_tenants: Vec<Membership>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Membership {
    tenant_id: String,
    #[serde(default)]
    role_names: Vec<String>,
}

impl Needs {
    /// Notes what a user needs.
    pub(super) fn add(&mut self, body: &[u8], line: u64) {
        let Ok(user) = serde_json::from_slice::<User>(body) else { return };
        for (name, value) in user.custom_attributes.into_iter().filter(|(_, value)| !value.is_null()) {
            let kind = Kind::of(&value);
            if self.types.contains_key(&name) || self.types.len() < MOST_NAMES {
                let types = self.types.entry(name.clone()).or_default();
                match types.iter_mut().find(|(known, ..)| *known == kind.name()) {
                    Some((_, rows, _)) => *rows += 1,
                    None => types.push((kind.name(), 1, line)),
                }
            }
            if let Some(known) = self.attributes.get_mut(&name) {
                known.or(kind);
            } else if self.attributes.len() < MOST_NAMES {
                self.attributes.insert(name, kind);
            }
        }
        if self.roles.len() < MOST_NAMES {
            self.roles.extend(user.role_names);
        }
        for Membership { tenant_id, role_names } in user.user_tenants {
            if self.tenants.len() < MOST_NAMES || self.tenants.contains_key(&tenant_id) {
                self.tenants.entry(tenant_id).or_default().extend(role_names);
            }
        }
    }

    /// Notes the names of tenants, which a program has told.
    pub(super) fn name_tenants(&mut self, names: BTreeMap<String, String>) {
        self.tenant_names = names;
        self.is_migration = true;
    }

    /// What of it the project lacks.
    pub(super) fn lacking(&self, context: &Context, attributes: &Attributes) -> anyhow::Result<Lacking> {
        let mut lacking = Lacking {
            attributes: self
                .attributes
                .iter()
                .filter(|(name, _)| !attributes.has(name))
                .map(|(name, kind)| (name.clone(), kind.clone()))
                .collect(),
            types: self.types.clone(),
            may_leave_out: self.is_migration,
            ..Lacking::default()
        };
        if !self.roles.is_empty() || self.tenants.values().any(|roles| !roles.is_empty()) {
            let reply = look_up(context, &directory::ListRoles::SPEC)?;
            let known = texts(&reply, "/roles", &["name", "tenantId"]);
            let of_project = |role: &String| known.contains(&vec![role.clone(), String::new()]);
            lacking.roles.extend(self.roles.iter().filter(|role| !of_project(role)).cloned());
            for (tenant, roles) in &self.tenants {
                let missing = roles.iter().filter(|role| {
                    !of_project(role) && !known.contains(&vec![(*role).clone(), tenant.clone()])
                });
                lacking.roles.extend(missing.cloned());
            }
        }
        if !self.tenants.is_empty() {
            let reply = look_up(context, &directory::ListTenants::SPEC)?;
            let known = texts(&reply, "/tenants", &["id"]);
            for id in self.tenants.keys().filter(|id| !known.contains(&vec![(*id).clone()])) {
                let name = self.tenant_names.get(id).unwrap_or(id);
                let is_known = |id: &str| known.contains(&vec![id.to_owned()]);
                lacking.no_tenant = lacking.no_tenant.or_else(|| several_tenants(id, is_known));
                lacking.tenants.insert(id.clone(), name.clone());
            }
        }
        Ok(lacking)
    }
}

/// Some fields of each object in a list of a reply.
fn texts(reply: &Value, pointer: &str, fields: &[&str]) -> BTreeSet<Vec<String>> {
    let items = reply.pointer(pointer).and_then(Value::as_array);
    let text =
        |item: &Value, field: &str| item.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let fields_of = |item: &Value| fields.iter().map(|field| text(item, field)).collect();
    items.into_iter().flatten().map(fields_of).collect()
}

fn in_backticks(name: &str) -> String {
    format!("`{}`", repeated(name))
}

/// What users need and the project lacks.
#[derive(Debug, Default)]
pub(super) struct Lacking {
    attributes: BTreeMap<String, Kind>,
    /// What their values are.
    types: BTreeMap<String, Types>,
    roles: BTreeSet<String>,
    /// ID and name.
    tenants: BTreeMap<String, String>,
    /// Why the first of the tenants cannot be created.
    no_tenant: Option<String>,
    /// Whether users can come without their roles and tenants.
    may_leave_out: bool,
}

impl Lacking {
    /// Each kind with what is lacking of it.
    fn kinds(&self) -> [(Missing, &'static str, Vec<String>); 3] {
        let attributes = self.attributes.iter().map(|(name, kind)| format!("{name}:{}", kind.name()));
        let tenants = self.tenants.iter().map(|(id, name)| match id == name {
            true => in_backticks(id),
            false => format!("{} ({})", in_backticks(id), repeated(name)),
        });
        [
            (Missing::Attributes, "attributes", attributes.collect()),
            (Missing::Roles, "roles", self.roles.iter().map(|role| in_backticks(role)).collect()),
            (Missing::Tenants, "tenants", tenants.collect()),
        ]
    }

    /// Checks that all that is lacking may be created.
    ///
    /// # Errors
    /// Usage when something may not: says what, and how it can be.
    pub(super) fn check(&self, may_create: &[Missing]) -> Result<()> {
        let kinds = self.kinds();
        let lacking: Vec<_> =
            kinds.iter().filter(|(kind, _, names)| !names.is_empty() && !may_create.contains(kind)).collect();
        let mixed = self.attributes.iter().filter(|(_, kind)| **kind == Kind::Mixed);
        let mixed: Vec<String> = mixed.map(|(name, _)| name.clone()).collect();
        if !mixed.is_empty() {
            let words = mixed.iter().map(|name| quoted(&format!("{name}:text"))).collect::<Vec<_>>();
            let rows = |name: &String| {
                let types = self.types.get(name).into_iter().flatten();
                let said = types.map(|(kind, count, line)| {
                    format!("{kind} in {}, first in line {line}", counted(*count, "row"))
                });
                format!("{name}: {}", said.collect::<Vec<_>>().join("; "))
            };
            let said: Vec<String> = mixed.iter().map(rows).collect();
            return Err(Error::usage("attributes that the project lacks have values of several types")
                .because(visible(&said.join(", ")))
                .hint(format!(
                    "`descopectl attribute create {}` has all of them read as texts",
                    words.join(" ")
                )));
        }
        if let Some(why) = &self.no_tenant {
            return Err(Error::usage(why.clone()));
        }
        if lacking.is_empty() {
            return Ok(());
        }
        let said: Vec<String> =
            lacking.iter().map(|(_, noun, names)| format!("{noun} {}", names.join(", "))).collect();
        let mut error = Error::usage("the project lacks what the users need, nothing was sent")
            .because(visible(&said.join("; ")));
        if lacking.iter().any(|(kind, ..)| *kind == Missing::Attributes) {
            let words = self.attributes.iter();
            let words: Vec<String> =
                words.map(|(name, kind)| quoted(&format!("{name}:{}", kind.name()))).collect();
            error = error.hint(format!("`descopectl attribute create {}`", words.join(" ")));
        }
        let wanted: Vec<&str> = kinds
            .iter()
            .filter(|(kind, _, names)| !names.is_empty() || may_create.contains(kind))
            .map(|(_, noun, _)| *noun)
            .collect();
        let error = error.hint(format!("`--create-missing {}` creates them first", wanted.join(",")));
        let has = |kind: Missing| lacking.iter().any(|(known, ..)| *known == kind);
        let roles = [(Missing::Roles, "roles"), (Missing::Tenants, "tenants")];
        let left_out: Vec<&str> =
            roles.iter().filter(|(kind, _)| has(*kind)).map(|(_, noun)| *noun).collect();
        if !self.may_leave_out || left_out.is_empty() {
            return Err(error);
        }
        Err(error.hint(format!("`--leave-out {}` has the users come without them", left_out.join(","))))
    }

    /// Shows what is created, before that is done.
    pub(super) fn show(&self, context: &Context) {
        let creates = if context.is_dry_run() { "would first create" } else { "will first create" };
        for (_, noun, names) in self.kinds().iter().filter(|(_, _, names)| !names.is_empty()) {
            context.ui.preview(&visible(&format!("{creates} the {noun} {}", names.join(", "))));
        }
    }

    /// Asks before roles and tenants are created: users have the rights of their roles, and a name that was
    /// mistyped is no role that is missing.
    fn confirm(&self, context: &Context) -> Result<()> {
        let named = |noun: &str, count: usize| match count {
            0 => None,
            count => Some(counted(count as u64, noun)),
        };
        let created = [named("role", self.roles.len()), named("tenant", self.tenants.len())];
        let created: Vec<String> = created.into_iter().flatten().collect();
        if created.is_empty() {
            return Ok(());
        }
        context.ui.confirm(&format!("Create {}{}?", created.join(" and "), context.place()))
    }

    /// Creates what is lacking.
    ///
    /// # Errors
    /// Those of the API; nothing was sent for users then.
    pub(super) fn create(&self, context: &Context) -> anyhow::Result<()> {
        let kinds = self.kinds();
        if kinds.iter().all(|(_, _, names)| names.is_empty()) {
            return Ok(());
        }
        self.confirm(context)?;
        context.clear_for_changes()?;
        let send = |spec: &Spec, body: Value| call::send(context, spec, &Request::new(spec, body), None);
        if !self.attributes.is_empty() {
            let definitions: Vec<Value> = self.attributes.iter().map(definition).collect();
            send(&attribute::Create::SPEC, json!({ "attributes": definitions }))?;
        }
        for role in &self.roles {
            send(&CreateRole::SPEC, json!({ "name": role }))?;
        }
        for (id, name) in &self.tenants {
            send(&CreateTenant::SPEC, json!({ "id": id, "name": name }))?;
        }
        Ok(())
    }
}

/// Hints with which the project gets what users of a plan need, where it has that no more. A hint is not worth an
/// error of its own.
pub(in crate::commands) fn hints_of_lacking(context: &Context, plan: &Plan) -> Vec<String> {
    const MOST: usize = 5;
    let lacking = || -> anyhow::Result<Lacking> {
        let mut needs = Needs::default();
        for item in plan.items()? {
            let item = item?;
            needs.add(item.body(), item.line);
        }
        let known = match needs.attributes.is_empty() {
            true => Attributes::default(),
            false => Attributes::of_reply(&look_up(context, &attribute::List::SPEC)?),
        };
        needs.lacking(context, &known)
    };
    let Ok(Lacking { attributes, roles, tenants, .. }) = lacking() else { return Vec::new() };
    let attributes = attributes.iter().map(|(name, kind)| ("attribute", format!("{name}:{}", kind.name())));
    let roles = roles.iter().map(|name| ("role", name.clone()));
    let lacks = attributes.chain(roles).map(|(kind, name)| {
        format!("`descopectl {kind} create {}` makes what the project lacks", quoted(&name))
    });
    let tenants = tenants.keys().map(|id| {
        let id = quoted(id);
        format!("`descopectl tenant create {id} --id {id}` makes a tenant that the project lacks")
    });
    lacks.chain(tenants).take(MOST).collect()
}

fn definition((name, kind): (&String, &Kind)) -> Value {
    let number = match kind {
        Kind::Text | Kind::Mixed => 1,
        Kind::Number => 2,
        Kind::Boolean => 3,
        Kind::List(_) => 5,
    };
    let mut definition = json!({ "name": name, "displayName": name, "type": number });
    if let Kind::List(options) = kind {
        definition["options"] =
            options.iter().map(|option| json!({ "value": option, "label": option })).collect();
    }
    definition
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_of_an_attribute_holds_all_its_values() {
        let mut needs = Needs::default();
        needs.add(
            br#"{"loginId":"a","customAttributes":{"n":1,"b":true,"m":1,"l":["x"]},"roleNames":["r"]}"#,
            1,
        );
        needs.add(br#"{"loginId":"b","customAttributes":{"n":2,"b":false,"m":"x","l":["y"],"z":null}}"#, 2);
        assert_eq!(needs.types["m"], [("number", 1, 1), ("text", 1, 2)]);
        let kinds: Vec<(&str, &str)> =
            needs.attributes.iter().map(|(name, kind)| (name.as_str(), kind.name())).collect();
        assert_eq!(kinds, [("b", "boolean"), ("l", "multi-select"), ("m", "text"), ("n", "number")]);
        assert_eq!(needs.attributes["m"], Kind::Mixed);
        assert_eq!(needs.attributes["l"], Kind::List(BTreeSet::from(["x".to_owned(), "y".to_owned()])));
    }
}
