//! Whether a row is about the whole project, and what is left out of it.

use serde_json::Value;

use super::{EMPTY_MARK, Filling, Noted, Plan, is_nothing};
use crate::{
    bulk::input::{columns::Column, schema::narrows, state},
    error::quoted,
    ops::row::At,
};

impl Plan {
    /// An empty cell must not make a row about more than the others: about the whole project instead of a tenant.
    pub(super) fn check_narrowed(&self, filling: &mut Filling<'_, '_>, column: &Column) {
        if let Column::Field(field) = column
            && narrows(&self.fields[*field])
        {
            let why = format!(
                "is empty, and without it the row would be about the whole project: `{EMPTY_MARK}` says that this \
                 is meant"
            );
            filling.problem(*field, why);
            filling.noted.emptied.push(*field);
        }
    }

    /// Notes whether a row says what it is narrowed to, as others of the input may.
    pub(super) fn note_narrowed(&self, filling: &mut Filling<'_, '_>) {
        if let Some(field) = self.narrowing
            && !filling.noted.emptied.contains(&field)
        {
            let is_given = filling.row.is_given(field);
            filling.tally.narrow(is_given, filling.line);
        }
    }

    /// Notes what the input calls roles and tenants. The fields of the API say what they are, and so do roles that
    /// stand with their tenant.
    pub(super) fn note_scope<'r>(
        &'r self,
        filling: &mut Filling<'_, 'r>,
        column: &Column,
        names_roles: impl Fn() -> bool,
    ) {
        let is = |field: Option<usize>| field.is_some_and(|field| *column == Column::Field(field));
        if is(self.wide_roles) {
            filling.noted.roles = filling.named;
        } else if is(self.tenants) && !names_roles() {
            filling.noted.tenants = filling.named;
        }
    }

    /// Roles of a row that names tenants must not become those of the whole project unsaid.
    pub(super) fn check_scope(&self, filling: &mut Filling<'_, '_>) {
        let gives = |field: &usize| filling.row.is_given(*field) || filling.noted.emptied.contains(field);
        let is_narrowed = self.narrowing.is_some_and(|field| filling.row.is_given(field));
        if is_narrowed || self.wide_roles.as_ref().is_none_or(|field| !gives(field)) {
            return;
        }
        let widens = "roles would hold in the whole project";
        let roles_in_tenants = "`acme=admin` in `userTenants` is a role in a tenant";
        if let Some(name) = filling.noted.tenants_left_out.take() {
            let leaves_out = format!("`--map {}` leaves it out all the same", quoted(&format!("{name}=")));
            let cure = match (self.narrowing, self.tenants) {
                (Some(_), _) => format!("`--map {}` reads it", quoted(&format!("{name}=tenantId"))),
                (None, Some(_)) => roles_in_tenants.to_owned(),
                (None, None) => String::new(),
            };
            let why = format!("names tenants and would be left out, so that {widens}: {cure}, {leaves_out}");
            filling.tally.widen(&name, why, filling.line);
            return;
        }
        let Noted { roles, tenants, .. } = filling.noted;
        // The names of the API say what they are, and so do flags.
        let unclear: Vec<String> = [(roles, "roleNames"), (tenants, "userTenants")]
            .into_iter()
            .filter(|(name, field)| {
                !name.is_empty() && name != field && !self.mapped.iter().any(|it| it == name)
            })
            .map(|(name, field)| format!("--map {}", quoted(&format!("{name}={field}"))))
            .collect();
        if !tenants.is_empty() && !unclear.is_empty() {
            let name = if roles.is_empty() { "roleNames" } else { roles };
            let why = format!(
                "stands beside tenants in `{tenants}`, and {widens}: write `acme=admin` in `{tenants}` for a role in a \
                 tenant; with `{}` the roles hold in the whole project",
                unclear.join(" ")
            );
            filling.tally.widen(name, why, filling.line);
        }
    }

    /// Checks what is left out of a record under a key.
    pub(super) fn check_key_left_out(&self, filling: &mut Filling<'_, '_>, name: &str, value: &Value) {
        let is_left_out = matches!(self.keys.get(name), Some(Column::Unknown | Column::Beside));
        match value {
            Value::Object(inner) if is_left_out => {
                state::for_each_inside(inner, &format!("{name}."), |_| true, &mut |path, value| {
                    self.check_left_out(filling, path, value);
                });
            }
            value if is_left_out => self.check_left_out(filling, name, value),
            _ => {}
        }
    }

    /// What is left out must neither say that its user is blocked nor narrow the row.
    pub(super) fn check_left_out(&self, filling: &mut Filling<'_, '_>, path: &str, value: &Value) {
        if self.mapped.iter().any(|mapped| mapped == path) {
            return;
        }
        if self.rows.makes_user()
            && self.options.ignores_unknown
            && (state::blocks_inside(path, value) || state::locks_in_directory(path, value))
        {
            let why = format!("says who may sign in, and would be left out: {}", state::cure_of_state(path));
            filling.row.problem(At::Name(path.to_owned()), why);
        }
        self.note_tenants_left_out(filling, path, value);
    }

    /// Notes what names tenants and is left out.
    pub(super) fn note_tenants_left_out(&self, filling: &mut Filling<'_, '_>, path: &str, value: &Value) {
        let names_tenants = || match path.contains('.') {
            true => state::names_tenants(path),
            false => self.of_tenants.contains(path),
        };
        let is_nothing = match value {
            Value::Null | Value::Bool(_) => true,
            Value::String(text) => text.trim().is_empty() || is_nothing(text.trim()),
            Value::Array(items) => items.is_empty(),
            Value::Number(_) | Value::Object(_) => false,
        };
        if self.wide_roles.is_some()
            && !is_nothing
            && filling.noted.tenants_left_out.is_none()
            && names_tenants()
        {
            filling.noted.tenants_left_out = Some(path.to_owned());
        }
    }
}
