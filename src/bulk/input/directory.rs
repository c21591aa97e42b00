//! What the project has, for rows that are checked against it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::attributes::Attributes;
use crate::{
    ops::{row::repeated, user::Missing},
    words::nearest,
};

/// What the project has, so that rows can be checked against it.
#[derive(Debug, Default)]
pub struct Directory {
    roles: HashSet<String>,
    /// Roles that only one tenant has, by tenant.
    tenant_roles: HashMap<String, HashSet<String>>,
    /// The names of tenants, by ID.
    tenants: HashMap<String, String>,
    attributes: Attributes,
    /// Whether roles and tenants that are not here may be created before they are used.
    is_extensible: bool,
}

impl Directory {
    /// Reads the replies that list roles, tenants and attribute definitions.
    #[must_use]
    pub fn of_replies(roles: &Value, tenants: &Value, attributes: Attributes) -> Self {
        let text = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |reply: &Value, name: &str| reply.get(name).and_then(Value::as_array).cloned();
        let mut directory = Self { attributes, ..Self::default() };
        for role in list(roles, "roles").unwrap_or_default() {
            let Some(name) = text(&role, "name") else { continue };
            match text(&role, "tenantId").filter(|tenant| !tenant.is_empty()) {
                Some(tenant) => directory.tenant_roles.entry(tenant).or_default().insert(name),
                None => directory.roles.insert(name),
            };
        }
        let tenants = list(tenants, "tenants").unwrap_or_default();
        let named = |tenant| Some((text(tenant, "id")?, text(tenant, "name").unwrap_or_default()));
        directory.tenants = tenants.iter().filter_map(named).collect();
        directory
    }

    /// The same, where what the project lacks may be created before it is used: nothing is wrong with it here.
    #[must_use]
    pub fn extensible(self) -> Self {
        Self { attributes: self.attributes.extensible(), is_extensible: true, ..self }
    }

    /// The roles of the project and of all its tenants.
    pub(super) fn role_names(&self) -> HashSet<String> {
        self.roles.iter().chain(self.tenant_roles.values().flatten()).cloned().collect()
    }

    /// The IDs of its tenants.
    pub(super) fn tenant_ids(&self) -> HashSet<String> {
        self.tenants.keys().cloned().collect()
    }

    /// Whether a field is a custom attribute that the project does not have.
    pub(super) fn lacks_attribute(&self, field: &str) -> bool {
        field.strip_prefix("customAttributes.").is_some_and(|name| self.attributes.lacks(name))
    }

    /// What the body of a request names that the project does not have.
    #[must_use]
    pub fn problems(&self, body: &Value) -> Vec<Absence> {
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |value: &Value, name: &str| -> Vec<String> {
            let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut problems = Vec::new();
        let mut note = |field: &str, absent: Option<Absence>| {
            problems.extend(absent.map(|absent| Absence { field: field.to_owned(), ..absent }));
        };
        let of_attribute = |why: Option<String>| why.map(|why| Absence { why, ..Absence::default() });
        let tenant = text(body, "tenantId").filter(|tenant| !tenant.is_empty());
        note("tenantId", tenant.as_deref().and_then(|tenant| self.tenant(tenant)));
        for role in list(body, "roleNames") {
            note("roleNames", self.role(&role, tenant.as_deref()));
        }
        for membership in body.get("userTenants").and_then(Value::as_array).into_iter().flatten() {
            let Some(tenant) = text(membership, "tenantId") else { continue };
            let unknown = self.tenant(&tenant);
            let is_known = unknown.is_none();
            note("userTenants", unknown);
            for role in list(membership, "roleNames").iter().filter(|_| is_known) {
                note("userTenants", self.role(role, Some(&tenant)));
            }
        }
        for (key, value) in body.get("customAttributes").and_then(Value::as_object).into_iter().flatten() {
            note(&format!("customAttributes.{key}"), of_attribute(self.attributes.problem(key, value)));
        }
        if let (Some(key), Some(value)) = (text(body, "attributeKey"), body.get("attributeValue")) {
            note(&format!("customAttributes.{key}"), of_attribute(self.attributes.problem(&key, value)));
        }
        problems
    }

    fn tenant(&self, id: &str) -> Option<Absence> {
        if self.is_extensible || self.tenants.contains_key(id) {
            return None;
        }
        if let Some((of_name, _)) = self.tenants.iter().find(|(_, name)| *name == id) {
            let shown = repeated(id);
            let why = format!(
                "there is no tenant with the ID `{shown}`: the tenant `{shown}` has the ID `{}`",
                repeated(of_name)
            );
            let meant = Some([id.to_owned(), of_name.clone()]);
            return Some(Absence { why, meant, ..Absence::default() });
        }
        if let Some(why) = several_tenants(id, |id| self.tenants.contains_key(id)) {
            return Some(Absence { why, ..Absence::default() });
        }
        Some(unknown(Missing::Tenants, id, self.tenants.keys()))
    }

    /// Inside a tenant, roles of the project count as well as those of the tenant.
    fn role(&self, name: &str, tenant: Option<&str>) -> Option<Absence> {
        let own = tenant.and_then(|tenant| self.tenant_roles.get(tenant));
        let known =
            self.is_extensible || self.roles.contains(name) || own.is_some_and(|roles| roles.contains(name));
        let elsewhere = self.tenant_roles.iter().find(|(_, roles)| roles.contains(name));
        if let (false, Some((owner, _))) = (known, elsewhere) {
            let why = format!("`{}` is a role of the tenant `{}` only", repeated(name), repeated(owner));
            return Some(Absence { why, ..Absence::default() });
        }
        (!known).then(|| unknown(Missing::Roles, name, self.roles.iter().chain(own.into_iter().flatten())))
    }
}

/// What is wrong with the ID of a tenant that is put together of others, or of one and something else.
#[must_use]
pub fn several_tenants(id: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let mut parts = id.split([',', ';', ':', '|']).map(str::trim);
    let first = parts.next().filter(|first| is_known(first))?;
    let (second, id, first) = (repeated(parts.next()?), repeated(id), repeated(first));
    Some(format!(
        "there is no tenant `{id}`, but there is `{first}`: write `{first};{second}` for two tenants, \
         `{first}={second}` for a role in it"
    ))
}

/// Something that a request names and the project does not have.
#[derive(Debug, Default)]
pub struct Absence {
    /// The field that names it.
    pub field: String,
    /// What is said of it.
    pub why: String,
    /// The role or tenant, where it is no slip of one that there is.
    pub lacks: Option<(Missing, String)>,
    /// The name as the row has it and as the project has it, where they differ in letter case only or where it is the
    /// name of a tenant in place of its ID.
    pub meant: Option<[String; 2]>,
}

fn unknown<'n>(kind: Missing, name: &str, known: impl IntoIterator<Item = &'n String>) -> Absence {
    let what = if kind == Missing::Roles { "role" } else { "tenant" };
    let lacks = (kind, name.to_owned());
    let mut known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    known.sort_unstable();
    let same = known.iter().find(|known| known.to_lowercase() == name.to_lowercase()).copied();
    let nearest = same.or_else(|| nearest(name, known));
    let meant = same.map(|same| [name.to_owned(), same.to_owned()]);
    let name = repeated(name);
    let (why, lacks) = match nearest {
        Some(nearest) => {
            (format!("there is no {what} `{name}`, the nearest is `{}`", repeated(nearest)), None)
        }
        None => (format!("there is no {what} `{name}`"), Some(lacks)),
    };
    Absence { why, lacks, meant, ..Absence::default() }
}
