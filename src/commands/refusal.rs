//! What helps where the server refuses a request. Replies say little, so that it is looked up: who has a login
//! ID already, and which role, tenant or attribute does not exist.

use serde_json::{Value, json};

use crate::{
    api::{
        Request,
        users::{Found, MANY, find, find_proposed, load, user_id_of},
    },
    bulk::input::{Absence, Attributes, Directory},
    context::Context,
    error::{Error, Kind, quoted, visible},
    ops::{
        Call, Operation as _, Spec, attribute,
        directory::{DeleteRole, DeleteTenant, ListRoles, ListTenants},
        identifier::Reading,
        user::{self, person},
    },
    ui::counted,
    words::nearest,
};

/// Users that hints name at most.
const SHOWN: usize = 10;

/// Hints for a request that was refused.
pub(super) fn hints(context: &Context, spec: &Spec, request: &Request, error: &Error) -> Vec<String> {
    let is_refusal = error.response().is_some_and(|response| response.envelope);
    if request.reads || !is_refusal {
        return Vec::new();
    }
    let body = request.body.value();
    match error.kind() {
        Kind::Conflict => taken(context, spec, &body),
        Kind::Failed => lacking_contact(spec, &body).into_iter().chain(unknown(context, &body)).collect(),
        _ => Vec::new(),
    }
}

/// The same error as one of something that is not there, where a deletion was refused and the list of what there is
/// does not have it. The reply says that in prose only.
pub(super) fn not_found(context: &Context, spec: &Spec, request: &Request, error: Error) -> Error {
    let (list, pointer, field): (&dyn Call, _, _) = match spec.path {
        path if path == DeleteRole::SPEC.path => (&ListRoles {}, "/roles", "name"),
        path if path == DeleteTenant::SPEC.path => (&ListTenants {}, "/tenants", "id"),
        path if path == attribute::Delete::SPEC.path => (&attribute::List {}, "/data", "name"),
        path if path == attribute::DeleteFamily::SPEC.path => (&attribute::ListFamily {}, "/data", "name"),
        _ => return error,
    };
    let is_refusal = error.response().is_some_and(|response| response.envelope);
    if error.kind() != Kind::Failed || !is_refusal {
        return error;
    }
    let Some(reply) = Request::of(list).and_then(|request| context.send(&request)).ok() else { return error };
    let all = reply.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let known: Vec<&str> = all.iter().filter_map(|item| item.get(field)?.as_str()).collect();
    let body = request.body.value();
    let named = |key: &str| body.get(key).and_then(Value::as_str);
    let several = body.get("names").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut named = named(field).into_iter().chain(several);
    let Some(missing) = named.find(|name| !known.contains(name)) else { return error };
    let list = list.spec().command();
    let error = error.of_kind(Kind::NotFound).hint(format!("`descopectl {list}` shows all"));
    match nearest(missing, known) {
        Some(nearest) => error.hint_first(format!("the nearest is `{}`", visible(nearest))),
        None => error,
    }
}

/// How many users have what a deletion would take away, where a search can tell. It lags behind, and does not find who
/// has a role in a tenant only, so that there may be more.
pub(super) fn holders(context: &Context, spec: &Spec, body: &Value) -> Option<String> {
    let named = |field: &str| body.get(field).and_then(Value::as_str);
    let filter = match spec.path {
        path if path == DeleteRole::SPEC.path && named("tenantId").is_none() => {
            json!({ "roleNames": [named("name")?] })
        }
        path if path == DeleteTenant::SPEC.path => json!({ "tenantIds": [named("id")?] }),
        _ => return None,
    };
    let mut search = json!({ "limit": 1, "page": 0, "withTestUser": true });
    search.as_object_mut()?.extend(filter.as_object()?.clone());
    let reply = context.send(&Request::new(&user::Search::SPEC, search)).ok()?;
    let what = match named("name") {
        Some(role) => format!("the role `{role}`"),
        None => format!("the tenant `{}`", named("id")?),
    };
    Some(visible(&match reply.get("total").and_then(Value::as_u64)? {
        0 => format!("a search finds no user with {what}"),
        1 => format!("at least 1 user has {what}"),
        count => format!("at least {} have {what}", counted(count, "user")),
    }))
}

/// Users whom names lead to that nobody has, but for their letter case: the forms in lower case are looked up, which is
/// what most services keep.
pub(super) fn in_lower_case<'n>(context: &Context, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let with_capitals = names.into_iter().map(|name| (name, name.to_lowercase()));
    let names: Vec<(&str, String)> = with_capitals.filter(|(name, lower)| name != lower).take(MANY).collect();
    let lower: Vec<&str> = names.iter().map(|(_, lower)| lower.as_str()).collect();
    let mut found = Found::default();
    let Ok(client) = context.client() else { return Vec::new() };
    // The hint is not worth an error of its own.
    let _ = context.block_on_until_asked_to_end(async {
        match lower.as_slice() {
            [] => Ok(()),
            [_] => find(client, &lower, Reading::LOGIN_ID, &mut found).await,
            many => find_proposed(client, many, Reading::LOGIN_ID, &mut found).await,
        }
    });
    let known = names.iter().filter_map(|(_, lower)| {
        let person = person(found.get(lower)?);
        Some(visible(&format!("did you mean `{lower}`, a login ID of {person}?")))
    });
    known.take(SHOWN).collect()
}

fn makes_user(spec: &Spec) -> bool {
    spec.path == user::Create::SPEC.path
}

/// Who has a login ID that a request wants.
fn taken(context: &Context, spec: &Spec, body: &Value) -> Vec<String> {
    let mut wanted: Vec<&Value> =
        ["email", "phone", "newLoginId"].iter().filter_map(|name| body.get(name)).collect();
    if makes_user(spec) {
        wanted = body.get("loginId").into_iter().collect();
        wanted.extend(body.get("additionalIdentifiers").and_then(Value::as_array).into_iter().flatten());
    }
    let owner = |name: &str| {
        let client = context.client().ok()?;
        let record =
            context.block_on_until_asked_to_end(load(client, name, Reading::LOGIN_ID)).ok()?.ok()??;
        Some((name.to_owned(), record))
    };
    let mut names = wanted.into_iter().filter_map(Value::as_str).filter(|name| !name.is_empty());
    let Some((name, record)) = names.find_map(owner) else { return Vec::new() };
    let state = record.get("status").and_then(Value::as_str).unwrap_or_default();
    let mut hints = vec![format!("`{name}` is a login ID of {}, who is {state}", person(&record))];
    if makes_user(spec) {
        let user = quoted(&name);
        hints.push(format!("`descopectl user patch {user}` takes the same flags and changes that user"));
    } else {
        hints.push(format!("`descopectl user load {}` shows that user", user_id_of(&record)));
    }
    hints
}

fn lacking_contact(spec: &Spec, body: &Value) -> Option<String> {
    let lacks = |name: &str| body.get(name).is_none_or(user::is_empty);
    let is_lacking = makes_user(spec) && lacks("email") && lacks("phone");
    is_lacking.then(|| "add `--email ADDRESS` or `--phone NUMBER`".to_owned())
}

/// What filters name that the project does not have: nobody matches them then, or the server refuses them.
pub(super) fn of_filters(context: &Context, filters: &Value) -> Vec<String> {
    let tenants = filters.get("tenantIds").and_then(Value::as_array).into_iter().flatten();
    let tenants: Vec<Value> = tenants.map(|id| json!({ "tenantId": id })).collect();
    let mut body = filters.clone();
    if let Some(body) = body.as_object_mut() {
        body.insert("userTenants".to_owned(), Value::Array(tenants));
    }
    unknown(context, &body)
}

/// What a request names that the project does not have, or not of this type.
pub(super) fn unknown(context: &Context, body: &Value) -> Vec<String> {
    let names = |fields: &[&str]| {
        fields.iter().any(|field| body.get(field).is_some_and(|value| !user::is_empty(value)))
    };
    // A list that cannot be read proves nothing.
    let list = |is_needed: bool, call: &dyn Call| match Request::of(call) {
        Ok(request) if is_needed => context.send(&request).ok(),
        _ => Some(Value::Null),
    };
    let roles = list(names(&["roleNames", "userTenants"]), &ListRoles {});
    let tenants = list(names(&["tenantId", "userTenants"]), &ListTenants {});
    let has_attributes = names(&["customAttributes", "attributeKey"]);
    let attributes = list(has_attributes, &attribute::List {});
    let (Some(roles), Some(tenants), Some(attributes)) = (roles, tenants, attributes) else {
        return Vec::new();
    };
    let attributes = if has_attributes { Attributes::of_reply(&attributes) } else { Attributes::default() };
    let problems = Directory::of_replies(&roles, &tenants, attributes).problems(body);
    problems.into_iter().map(|Absence { field, why, .. }| hint_of(body, &field, &why)).collect()
}

fn hint_of(body: &Value, field: &str, why: &str) -> String {
    if let Some(name) = field.strip_prefix("customAttributes.") {
        if !why.contains("expected ") {
            return format!("{why}; `descopectl attribute list` shows all");
        }
        let value = body.pointer(&format!("/customAttributes/{name}")).or_else(|| body.get("attributeValue"));
        let text = value.and_then(Value::as_str);
        // The text says a value of another type.
        return match text.filter(|text| serde_json::from_str::<Value>(text).is_ok()) {
            Some(text) => {
                format!("attribute `{name}` is not a text: write `{}`", quoted(&format!("{name}:={text}")))
            }
            // Where a list is expected, a text is one item of it.
            None if why.ends_with("expected a list") && text.is_some() => {
                let list = quoted(&format!("{name}:={}", json!([text])));
                format!("attribute `{name}` is a list: write `{list}`")
            }
            None => format!("attribute `{name}`: {why}; `descopectl attribute list` shows all"),
        };
    }
    let noun = if why.starts_with("there is no tenant") { "tenant" } else { "role" };
    format!("{why}; `descopectl {noun} list` shows all")
}
