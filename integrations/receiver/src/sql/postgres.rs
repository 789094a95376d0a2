//! PostgreSQL as a server of stores.

use std::{borrow::Cow, time::Duration};

use countersign::receiver::sql::{self, Dialect};
use sqlx::{Postgres, Row as _, postgres::PgRow};

use super::{
    Server,
    server::{Asked, Value, asks},
};

asks!(Postgres);

/// The number of the lock under which tables are made: two who make one at the same time both fail otherwise.
const LOCK: i64 = 0x636f_756e_7465_7273;

impl Server for Postgres {
    const DIALECT: Dialect = sql::POSTGRES;
    const BE_PATIENT: Option<&'static str> = Some("SELECT set_config('lock_timeout', current_setting('countersign.lock_timeout'), true)");

    fn ask<'q>(connection: &'q mut Self::Connection, statement: &'q str, values: Vec<Value<'q>>) -> Asked<'q, PgRow> {
        Box::pin(ask(connection, statement, values))
    }

    fn text(row: &PgRow, column: usize) -> Result<Option<String>, sqlx::Error> {
        row.try_get(column)
    }

    fn integer(row: &PgRow, column: usize) -> Result<i64, sqlx::Error> {
        row.try_get::<i64, _>(column).or_else(|_| row.try_get::<i32, _>(column).map(i64::from))
    }

    fn bytes(row: &PgRow, column: usize) -> Result<Option<Vec<u8>>, sqlx::Error> {
        row.try_get(column)
    }

    fn begin_alone() -> Cow<'static, str> {
        format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})").into()
    }

    fn begin_impatient(wait: Duration) -> Cow<'static, str> {
        // One round trip, so what was set is put aside on the server, in a setting that the transaction takes with it. It may be the session's own,
        // which DEFAULT would not bring back. Nought would be to wait for ever.
        let wait = wait.as_millis().clamp(1, 1_000_000);
        let aside = "SELECT set_config('countersign.lock_timeout', current_setting('lock_timeout'), true)";
        format!("BEGIN; {aside}; SET LOCAL lock_timeout = '{wait}ms'").into()
    }

    fn is_busy(error: &sqlx::Error) -> bool {
        // lock_not_available, serialization_failure, deadlock_detected
        let code = error.as_database_error().and_then(|error| error.code());
        code.is_some_and(|code| matches!(&*code, "55P03" | "40001" | "40P01"))
    }
}
