//! What a record becomes, said to SQL servers: one set of statements for SQLite (3.35 or newer) and PostgreSQL, in every language.
//!
//! Each is one statement, so atomic by itself. `$1`, `$2`, … are its parameters, some of which stand in it twice; a [`Dialect`] fills
//! in what differs. Keys, digests and tokens are lower-case hex; times are milliseconds since 1970, by the server's clock.

use alloc::string::String;

/// A server's way of saying what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The present in milliseconds, the same wherever it stands in one statement.
    pub now: &'static str,
    /// The type of bytes.
    pub bytes: &'static str,
    /// What makes those who take work pass over a row that another is taking; empty where only one can write at a time.
    pub skip_locked: &'static str,
}

/// SQLite, and what is made of it: D1 and Durable Objects.
pub const SQLITE: Dialect = Dialect { now: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)", bytes: "BLOB", skip_locked: "" };

/// PostgreSQL. Where a statement has to wait for another, the present is when it was sent.
pub const POSTGRES: Dialect = Dialect {
    now: "CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000 AS BIGINT)",
    bytes: "BYTEA",
    skip_locked: "FOR UPDATE SKIP LOCKED",
};

impl Dialect {
    /// The statement as this server takes it, over the table of this name: ASCII letters, digits and `_`, not a digit first, at most
    /// 40 characters; the caller has checked that.
    #[must_use]
    pub fn statement(&self, statement: &str, table: &str) -> String {
        statement
            .replace("{table}", table)
            .replace("{now}", self.now)
            .replace("{bytes}", self.bytes)
            .replace("{skip_locked}", self.skip_locked)
    }
}

/// The table's name unless another is asked for.
pub const TABLE: &str = "countersign_events";

/// Where it is written down which of [`MIGRATIONS`] were run.
pub const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS {table}_versions (version INTEGER PRIMARY KEY)";

/// Whether the migration `$1` was run.
pub const HAS_VERSION: &str = "SELECT version FROM {table}_versions WHERE version = $1";

/// That the migration `$1` was run.
pub const ADD_VERSION: &str = "INSERT INTO {table}_versions (version) VALUES ($1) ON CONFLICT (version) DO NOTHING";

/// What makes the table, from nothing or from what an earlier release made; the first is version 1. Each can be run again.
pub const MIGRATIONS: &[&[&str]] = &[&[
    "CREATE TABLE IF NOT EXISTS {table} (
  key TEXT PRIMARY KEY,
  endpoint TEXT NOT NULL,
  event_id TEXT,
  event_type TEXT,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  token TEXT,
  attempt INTEGER NOT NULL,
  lease_until BIGINT NOT NULL,
  keep_until BIGINT,
  received_at BIGINT NOT NULL,
  error TEXT,
  head TEXT,
  body {bytes}
)",
    "CREATE INDEX IF NOT EXISTS {table}_due ON {table} (endpoint, lease_until) WHERE state = 'pending' AND body IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS {table}_kept ON {table} (keep_until) WHERE keep_until IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS {table}_dead ON {table} (endpoint, received_at) WHERE state = 'dead'",
]];

/// Claims an event; a row if it was won, with `attempt`.
///
/// `$1` key, `$2` endpoint, `$3` id, `$4` type, `$5` digest, `$6` token, `$7` milliseconds of the lease, `$8` for which to remember it.
pub const CLAIM: &str =
    "INSERT INTO {table} AS e (key, endpoint, event_id, event_type, digest, state, token, attempt, lease_until, keep_until, received_at)
VALUES ($1, $2, $3, $4, $5, 'pending', $6, 1, {now} + CAST($7 AS BIGINT), {now} + CAST($7 AS BIGINT) + CAST($8 AS BIGINT), {now})
ON CONFLICT (key) DO UPDATE SET
  attempt = CASE WHEN e.keep_until <= {now} THEN 1 WHEN e.token = excluded.token THEN e.attempt ELSE e.attempt + 1 END,
  received_at = CASE WHEN e.keep_until <= {now} THEN excluded.received_at ELSE e.received_at END,
  keep_until = CASE WHEN e.keep_until IS NULL THEN NULL ELSE excluded.keep_until END,
  state = 'pending', digest = excluded.digest, token = excluded.token, lease_until = excluded.lease_until
WHERE e.keep_until <= {now}
  OR (e.state = 'pending' AND (e.digest = excluded.digest OR e.keep_until IS NOT NULL) AND (e.token = excluded.token OR e.lease_until <= {now}))
RETURNING attempt";

/// Stores a delivery to be worked on later; a row if it was not stored yet.
///
/// `$1` key, `$2` endpoint, `$3` id, `$4` type, `$5` digest, `$6` head, `$7` body. What was claimed without its body gets one, and stays claimed.
pub const KEEP: &str =
    "INSERT INTO {table} AS e (key, endpoint, event_id, event_type, digest, state, attempt, lease_until, received_at, head, body)
VALUES ($1, $2, $3, $4, $5, 'pending', 0, {now}, {now}, $6, $7)
ON CONFLICT (key) DO UPDATE SET
  attempt = CASE WHEN e.keep_until <= {now} THEN 0 ELSE e.attempt END,
  received_at = CASE WHEN e.keep_until <= {now} THEN excluded.received_at ELSE e.received_at END,
  token = CASE WHEN e.keep_until <= {now} OR e.digest <> excluded.digest THEN NULL ELSE e.token END,
  lease_until = CASE WHEN e.keep_until <= {now} THEN excluded.lease_until ELSE e.lease_until END,
  state = 'pending', digest = excluded.digest, keep_until = NULL, head = excluded.head, body = excluded.body
WHERE e.keep_until <= {now} OR (e.state = 'pending' AND e.body IS NULL AND (e.digest = excluded.digest OR e.lease_until <= {now}))
RETURNING key";

/// Why [`CLAIM`] gave no row: `outcome` is `conflict`, `pending`, `done` or `dead`, `retry_after` milliseconds, which may be over.
///
/// `$1` key, `$2` digest. No row: it went away in between, so that it can be claimed.
pub const CLAIMED: &str =
    "SELECT CASE WHEN digest <> $2 AND (state <> 'pending' OR keep_until IS NULL) THEN 'conflict' ELSE state END AS outcome,
  lease_until - {now} AS retry_after
FROM {table} WHERE key = $1";

/// Why [`KEEP`] gave no row: `outcome` is `conflict`, `pending`, `done` or `dead`. `$1` key, `$2` digest.
pub const KEPT: &str = "SELECT CASE WHEN digest <> $2 THEN 'conflict' ELSE state END AS outcome FROM {table} WHERE key = $1";

/// Where an event stands: `state`. `$1` key.
pub const LOOK: &str = "SELECT state FROM {table} WHERE key = $1 AND (keep_until IS NULL OR keep_until > {now})";

/// Records that an event is done, and lets go of its delivery; a row if it is by this holder.
///
/// `$1` key, `$2` token, `$3` milliseconds for which to remember it.
pub const COMPLETE: &str = "UPDATE {table} SET
  keep_until = CASE WHEN state = 'done' THEN keep_until ELSE {now} + CAST($3 AS BIGINT) END,
  state = 'done', error = NULL, head = NULL, body = NULL
WHERE key = $1 AND token = $2 AND state <> 'dead'
RETURNING key";

/// Gives an event back; a row if it was this holder's. `$1` key, `$2` token, `$3` milliseconds to leave it alone, `$4` what failed.
pub const RELEASE: &str = "UPDATE {table} SET token = NULL, error = $4,
  lease_until = {now} + CAST($3 AS BIGINT), keep_until = keep_until - lease_until + {now} + CAST($3 AS BIGINT)
WHERE key = $1 AND token = $2 AND state = 'pending'
RETURNING key";

/// Holds an event on; a row if it is this holder's. `$1` key, `$2` token, `$3` milliseconds from now.
pub const EXTEND: &str = "UPDATE {table} SET
  lease_until = {now} + CAST($3 AS BIGINT), keep_until = keep_until - lease_until + {now} + CAST($3 AS BIGINT)
WHERE key = $1 AND token = $2 AND state = 'pending'
RETURNING key";

/// Gives an event up, and stores its delivery where it is not stored yet; a row if it was this holder's.
///
/// `$1` key, `$2` token, `$3` what failed, `$4` head or null, `$5` body or null.
pub const BURY: &str =
    "UPDATE {table} SET state = 'dead', keep_until = NULL, error = $3, head = COALESCE($4, head), body = COALESCE($5, body)
WHERE key = $1 AND token = $2 AND state = 'pending'
RETURNING key";

/// Claims the stored event that is due for longest; a row with it, if there is one. `$1` endpoint, `$2` token, `$3` milliseconds of the lease.
pub const TAKE: &str = "UPDATE {table} SET token = $2, attempt = attempt + 1, lease_until = {now} + CAST($3 AS BIGINT)
WHERE key = (
  SELECT key FROM {table}
  WHERE endpoint = $1 AND state = 'pending' AND body IS NOT NULL AND lease_until <= {now}
  ORDER BY lease_until LIMIT 1 {skip_locked}
)
RETURNING key, event_id, event_type, attempt, received_at, head, body";

/// The events of `$1` that were given up, at most `$2`, the oldest first.
pub const DEAD: &str = "SELECT key, event_id, event_type, attempt, received_at, error FROM {table}
WHERE endpoint = $1 AND state = 'dead'
ORDER BY received_at LIMIT $2";

/// Lets an event that was given up be tried again from the start; a row if it was there. `$1` key.
pub const REVIVE: &str = "UPDATE {table} SET state = 'pending', token = NULL, attempt = 0, lease_until = {now}, error = NULL
WHERE key = $1 AND state = 'dead' AND body IS NOT NULL
RETURNING key";

/// Removes at most `$1` events that need not be remembered any longer; a row for each.
///
/// What a claim in an open transaction takes up again is passed over, or, once that is committed, looked at again. It is a `WITH`, as PostgreSQL
/// may run a subquery that locks more than once, and then removes more.
///
/// The time is asked in there alone. Asked outside too, a planner that has not heard yet that much is over goes through all of `old` for
/// every row that is: 100,000 took a minute, and not seconds.
pub const CLEAN: &str = "WITH old AS (SELECT key FROM {table} WHERE keep_until <= {now} LIMIT $1 {skip_locked})
DELETE FROM {table} WHERE key IN (SELECT key FROM old)
RETURNING key";

/// Every statement with its name, for the bindings that are generated from it.
pub const ALL: &[(&str, &str)] = &[
    ("VERSIONS", VERSIONS),
    ("HAS_VERSION", HAS_VERSION),
    ("ADD_VERSION", ADD_VERSION),
    ("CLAIM", CLAIM),
    ("KEEP", KEEP),
    ("CLAIMED", CLAIMED),
    ("KEPT", KEPT),
    ("LOOK", LOOK),
    ("COMPLETE", COMPLETE),
    ("RELEASE", RELEASE),
    ("EXTEND", EXTEND),
    ("BURY", BURY),
    ("TAKE", TAKE),
    ("DEAD", DEAD),
    ("REVIVE", REVIVE),
    ("CLEAN", CLEAN),
];
