//! Applications users can be limited to.

use super::super::reply::ApiError;
use super::sets::{About, Set};
use super::transaction::Tx;

/// One application.
#[derive(Default)]
pub(in crate::emulator) struct Application {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) name: String,
    /// `oidc` or `saml`.
    pub(in crate::emulator) kind: String,
    pub(in crate::emulator) description: String,
}

impl Tx<'_> {
    pub(super) fn application_row(&self, id: &str) -> Result<i64, ApiError> {
        self.first("SELECT id FROM applications WHERE app_id = ?1", [id])?
            .ok_or_else(|| ApiError::invalid(format!("Application {id} does not exist")))
    }

    pub(in crate::emulator) fn insert_application(&self, app: &Application) -> Result<(), ApiError> {
        let known: Option<i64> = self.first("SELECT id FROM applications WHERE app_id = ?1", [&app.id])?;
        if known.is_some() {
            return Err(ApiError::invalid(format!("Application {} already exists", app.id)));
        }
        let sql = "INSERT INTO applications (app_id, name, kind, description, created_time) \
            VALUES (?1, ?2, ?3, ?4, ?5)";
        self.execute(sql, (&app.id, &app.name, &app.kind, &app.description, self.clock.now_millis()))?;
        Ok(())
    }

    pub(in crate::emulator) fn delete_application(&self, id: &str) -> Result<(), ApiError> {
        let row = self.application_row(id)?;
        for user in self.set(&Set::of(About::Application, row))?.rows() {
            self.change(user, |record| record.apps.retain(|app| app != id))?;
        }
        self.execute("DELETE FROM applications WHERE id = ?1", [row])?;
        Ok(())
    }

    pub(in crate::emulator) fn applications(&self) -> Result<Vec<Application>, ApiError> {
        let mut statement =
            self.prepare("SELECT app_id, name, kind, description FROM applications ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            Ok(Application {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                description: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
