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
    const BE_PATIENT: Option<&'static str> = Some("SET LOCAL lock_timeout TO DEFAULT");

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
        // One round trip. Nought would be to wait for ever.
        format!("BEGIN; SET LOCAL lock_timeout = '{}ms'", wait.as_millis().clamp(1, 1_000_000)).into()
    }

    fn is_busy(error: &sqlx::Error) -> bool {
        // lock_not_available, serialization_failure, deadlock_detected
        let code = error.as_database_error().and_then(|error| error.code());
        code.is_some_and(|code| matches!(&*code, "55P03" | "40001" | "40P01"))
    }
}
