//! Stores in a table of an SQL database, which the JavaScript package shares: the statements are [`countersign::receiver::sql`]'s.
//!
//! ```no_run
//! # #[cfg(feature = "sqlite")]
//! # async fn example() -> Result<(), countersign_receiver::StoreError> {
//! use countersign_receiver::sql::SqliteStore;
//!
//! let store = SqliteStore::open("events.sqlite").await?;
//! store.migrate().await?;
//! # Ok(())
//! # }
//! ```

mod claims;
mod inbox;
#[cfg(feature = "postgres")]
mod postgres;
mod server;
#[cfg(feature = "sqlite")]
mod sqlite;
mod statements;
mod transaction;

use std::{fmt, sync::Arc, time::Duration};

use sqlx::Pool;

pub use self::server::Server;
use self::{server::Value, statements::Statements};
use crate::StoreError;

/// A store in an SQL database. To clone it is cheap.
pub struct SqlStore<D: Server> {
    pool: Pool<D>,
    statements: Arc<Statements>,
    lock_wait: Duration,
}

/// A store in a file of SQLite: for one machine.
#[cfg(feature = "sqlite")]
pub type SqliteStore = SqlStore<sqlx::Sqlite>;

/// A store in PostgreSQL, for any number of machines.
#[cfg(feature = "postgres")]
pub type PostgresStore = SqlStore<sqlx::Postgres>;

/// For how long a transaction waits for another that claims the same event.
const LOCK_WAIT: Duration = Duration::from_secs(1);

impl<D: Server> SqlStore<D> {
    /// A store in the table [`countersign_events`](countersign::receiver::sql::TABLE), by the connections of this pool.
    ///
    /// In transactional mode each delivery that is worked on holds a connection, so a pool should have more than run at once.
    #[must_use]
    pub fn new(pool: Pool<D>) -> Self {
        Self { pool, statements: Arc::new(Statements::new::<D>(countersign::receiver::sql::TABLE)), lock_wait: LOCK_WAIT }
    }

    /// The same in a table of this name: 1 to 40 ASCII letters, digits and `_`, beginning with no digit.
    ///
    /// # Errors
    /// [`StoreError::TableName`] for any other name.
    pub fn table(mut self, name: &str) -> Result<Self, StoreError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if !name.bytes().all(is_plain) || name.len() > 40 || name.bytes().next().is_none_or(|first| first.is_ascii_digit()) {
            return Err(StoreError::TableName);
        }
        self.statements = Arc::new(Statements::new::<D>(name));
        Ok(self)
    }

    /// For how long a claim within a transaction waits for another's, before it is busy: whole milliseconds, a second unless this is said.
    #[must_use]
    pub const fn lock_wait(mut self, wait: Duration) -> Self {
        self.lock_wait = wait;
        self
    }

    /// The pool.
    #[must_use]
    pub const fn pool(&self) -> &Pool<D> {
        &self.pool
    }

    /// Makes the table, or what an earlier release made of it into this one's. It may run at each start, on any number of machines.
    ///
    /// # Errors
    /// If the database cannot be reached, or does not let the user make tables.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_with(D::begin_alone()).await.map_err(failed)?;
        D::ask(&mut transaction, &self.statements.versions, Vec::new()).await.map_err(failed)?;
        for (version, migration) in (1_i32..).zip(&self.statements.migrations) {
            let known = D::ask(&mut transaction, &self.statements.has_version, vec![Value::Small(version)]).await.map_err(failed)?;
            if !known.is_empty() {
                continue;
            }
            for statement in migration {
                D::ask(&mut transaction, statement, Vec::new()).await.map_err(failed)?;
            }
            D::ask(&mut transaction, &self.statements.add_version, vec![Value::Small(version)]).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }

    /// The rows that a statement gives.
    async fn ask(&self, statement: &str, values: Vec<Value<'_>>) -> Result<Vec<D::Row>, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        D::ask(&mut connection, statement, values).await.map_err(failed)
    }

    /// Whether a change was this holder's.
    async fn changes(&self, statement: &str, values: Vec<Value<'_>>) -> Result<bool, StoreError> {
        Ok(!self.ask(statement, values).await?.is_empty())
    }
}

fn failed(error: sqlx::Error) -> StoreError {
    StoreError::Failed(Box::new(error))
}

impl<D: Server> Clone for SqlStore<D> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone(), statements: self.statements.clone(), lock_wait: self.lock_wait }
    }
}

impl<D: Server> fmt::Debug for SqlStore<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqlStore").field("database", &D::NAME).field("lock_wait", &self.lock_wait).finish_non_exhaustive()
    }
}
