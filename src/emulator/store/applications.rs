//! Applications users can be limited to.

use serde::{Deserialize, Serialize};

use super::super::reply::ApiError;
use super::entry::Tag;
use super::transaction::{Tx, json};

/// One application.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::emulator) struct Application {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) name: String,
    /// `oidc` or `saml`.
    pub(in crate::emulator) kind: String,
    pub(in crate::emulator) description: String,
}

impl Tx<'_> {
    pub(super) fn application_row(&self, id: &str) -> Result<i64, ApiError> {
        self.catalogue_row("a", "SELECT id FROM applications WHERE app_id IN (?1, ?2)", [id, id])?
            .ok_or_else(|| ApiError::invalid(format!("Application {id} does not exist")))
    }

    pub(in crate::emulator) fn insert_application(&self, app: &Application) -> Result<(), ApiError> {
        let sql = "INSERT OR IGNORE INTO applications (app_id, record) VALUES (?1, ?2)";
        if self.execute(sql, (&app.id, json(app)?))? == 0 {
            return Err(ApiError::invalid(format!("Application {} already exists", app.id)));
        }
        self.catalogue_changed();
        Ok(())
    }

    pub(in crate::emulator) fn delete_application(&self, id: &str) -> Result<(), ApiError> {
        let row = self.application_row(id)?;
        self.change(self.tagged(&[Tag::Application(row)])?, |record| record.apps.retain(|app| app != id))?;
        self.execute("DELETE FROM applications WHERE id = ?1", [row])?;
        self.catalogue_changed();
        Ok(())
    }

    pub(in crate::emulator) fn applications(&self) -> Result<Vec<Application>, ApiError> {
        self.records("SELECT record FROM applications ORDER BY id", [])
    }
}
