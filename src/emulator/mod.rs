//! The API on axum and SQLite.
