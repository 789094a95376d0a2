//! SQLite as a server of stores: one file, one writer at a time.

use std::{borrow::Cow, path::Path, time::Duration};

use countersign::receiver::sql::{self, Dialect};
use sqlx::{
    Row as _, Sqlite,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow},
};

use super::{
    Server, SqliteStore, failed,
    server::{Asked, Value, asks},
};
use crate::StoreError;

asks!(Sqlite);

/// For how long to wait for whoever writes: shorter than a receiver waits for its store, so that busy is told from broken.
const BUSY: Duration = Duration::from_secs(3);

impl SqliteStore {
    /// A store in the file at this path, which is made if it is not there: with a write-ahead log, and synchronised at each commit.
    ///
    /// # Errors
    /// If the file cannot be opened or made.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        let options = options.busy_timeout(BUSY);
        // There is one writer at a time, so more would only wait for each other.
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await.map_err(failed)?;
        Ok(Self::new(pool))
    }
}

impl Server for Sqlite {
    const DIALECT: Dialect = sql::SQLITE;
    // The lock is that of the whole file, and taken when the transaction begins.
    const BE_PATIENT: Option<&'static str> = None;

    fn ask<'q>(connection: &'q mut Self::Connection, statement: &'q str, values: Vec<Value<'q>>) -> Asked<'q, SqliteRow> {
        Box::pin(ask(connection, statement, values))
    }

    fn text(row: &SqliteRow, column: usize) -> Result<Option<String>, sqlx::Error> {
        row.try_get(column)
    }

    fn integer(row: &SqliteRow, column: usize) -> Result<i64, sqlx::Error> {
        row.try_get(column)
    }

    fn bytes(row: &SqliteRow, column: usize) -> Result<Option<Vec<u8>>, sqlx::Error> {
        row.try_get(column)
    }

    fn begin_alone() -> Cow<'static, str> {
        "BEGIN IMMEDIATE".into()
    }

    fn begin_impatient(_: Duration) -> Cow<'static, str> {
        "BEGIN IMMEDIATE".into()
    }

    fn is_busy(error: &sqlx::Error) -> bool {
        // SQLITE_BUSY and SQLITE_LOCKED, which extended codes have in their lowest byte.
        let code = error.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<u32>().ok());
        code.is_some_and(|code| matches!(code & 0xff, 5 | 6))
    }
}
