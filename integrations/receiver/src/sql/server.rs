//! What a store has to know of a database server: how it is asked, and how its rows are read.

use std::{borrow::Cow, pin::Pin, time::Duration};

use countersign::receiver::sql::Dialect;
use sqlx::Database;

/// What becomes of a statement.
pub(super) type Asked<'q, R> = Pin<Box<dyn Future<Output = Result<Vec<R>, sqlx::Error>> + Send + 'q>>;

/// A database server that stores can be in: [`sqlx::Sqlite`] or [`sqlx::Postgres`], by the features of these names.
pub trait Server: Database + sealed::Sealed {
    #[doc(hidden)]
    const DIALECT: Dialect;

    /// Runs a statement to its end and gives all its rows.
    #[doc(hidden)]
    fn ask<'q>(connection: &'q mut Self::Connection, statement: &'q str, values: Vec<Value<'q>>) -> Asked<'q, Self::Row>;

    #[doc(hidden)]
    fn text(row: &Self::Row, column: usize) -> Result<Option<String>, sqlx::Error>;

    #[doc(hidden)]
    fn integer(row: &Self::Row, column: usize) -> Result<i64, sqlx::Error>;

    #[doc(hidden)]
    fn bytes(row: &Self::Row, column: usize) -> Result<Option<Vec<u8>>, sqlx::Error>;

    /// What begins a transaction that nobody makes tables beside.
    #[doc(hidden)]
    fn begin_alone() -> Cow<'static, str>;

    /// What begins a transaction whose statements wait for a lock no longer than this.
    #[doc(hidden)]
    fn begin_impatient(wait: Duration) -> Cow<'static, str>;

    /// What makes the statements that follow as patient as they are by themselves, if they are not.
    #[doc(hidden)]
    const BE_PATIENT: Option<&'static str>;

    /// Whether a statement failed because of what others are doing at the moment.
    #[doc(hidden)]
    fn is_busy(error: &sqlx::Error) -> bool;
}

/// A parameter of a statement.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Value<'q> {
    Text(Option<&'q str>),
    Bytes(Option<&'q [u8]>),
    Integer(i64),
    Small(i32),
}

pub(super) mod sealed {
    pub trait Sealed {}
}

/// What is the same, word for word, of each server.
macro_rules! asks {
    ($database:ident) => {
        impl $crate::sql::server::sealed::Sealed for ::sqlx::$database {}

        /// Runs a statement to its end: one that is left half way may not be committed.
        async fn ask<'q>(
            connection: &'q mut <::sqlx::$database as ::sqlx::Database>::Connection,
            statement: &'q str,
            values: Vec<$crate::sql::server::Value<'q>>,
        ) -> Result<Vec<<::sqlx::$database as ::sqlx::Database>::Row>, ::sqlx::Error> {
            use $crate::sql::server::Value;

            let query = values.into_iter().fold(::sqlx::query(statement), |query, value| match value {
                Value::Text(text) => query.bind(text),
                Value::Bytes(bytes) => query.bind(bytes),
                Value::Integer(integer) => query.bind(integer),
                Value::Small(integer) => query.bind(integer),
            });
            query.fetch_all(connection).await
        }
    };
}

pub(super) use asks;

impl<'q> From<&'q str> for Value<'q> {
    fn from(text: &'q str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'q> From<&'q String> for Value<'q> {
    fn from(text: &'q String) -> Self {
        Self::Text(Some(text))
    }
}

impl<'q> From<&'q Option<String>> for Value<'q> {
    fn from(text: &'q Option<String>) -> Self {
        Self::Text(text.as_deref())
    }
}

impl From<i64> for Value<'_> {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}
