/** The table's name unless another is asked for. */
export declare const TABLE = "countersign_events";
/** What differs by server; see `countersign::receiver::sql` of the Rust crate. */
export declare const SQLITE: {
    now: string;
    bytes: string;
    skip_locked: string;
};
/** What differs by server; see `countersign::receiver::sql` of the Rust crate. */
export declare const POSTGRES: {
    now: string;
    bytes: string;
    skip_locked: string;
};
/** What makes the table, version by version from 1. */
export declare const MIGRATIONS: readonly (readonly string[])[];
export declare const VERSIONS = "CREATE TABLE IF NOT EXISTS {table}_versions (version INTEGER PRIMARY KEY)";
export declare const HAS_VERSION = "SELECT version FROM {table}_versions WHERE version = $1";
export declare const ADD_VERSION = "INSERT INTO {table}_versions (version) VALUES ($1) ON CONFLICT (version) DO NOTHING";
export declare const CLAIM = "INSERT INTO {table} AS e (key, endpoint, event_id, event_type, digest, state, token, attempt, lease_until, keep_until, received_at)\nVALUES ($1, $2, $3, $4, $5, 'pending', $6, 1, {now} + CAST($7 AS BIGINT), {now} + CAST($7 AS BIGINT) + CAST($8 AS BIGINT), {now})\nON CONFLICT (key) DO UPDATE SET\n  attempt = CASE WHEN e.keep_until <= {now} THEN 1 WHEN e.token = excluded.token THEN e.attempt ELSE e.attempt + 1 END,\n  received_at = CASE WHEN e.keep_until <= {now} THEN excluded.received_at ELSE e.received_at END,\n  keep_until = CASE WHEN e.keep_until IS NULL THEN NULL ELSE excluded.keep_until END,\n  state = 'pending', digest = excluded.digest, token = excluded.token, lease_until = excluded.lease_until\nWHERE e.keep_until <= {now}\n  OR (e.state = 'pending' AND (e.digest = excluded.digest OR e.keep_until IS NOT NULL) AND (e.token = excluded.token OR e.lease_until <= {now}))\nRETURNING attempt";
export declare const KEEP = "INSERT INTO {table} AS e (key, endpoint, event_id, event_type, digest, state, attempt, lease_until, received_at, head, body)\nVALUES ($1, $2, $3, $4, $5, 'pending', 0, {now}, {now}, $6, $7)\nON CONFLICT (key) DO UPDATE SET\n  attempt = CASE WHEN e.keep_until <= {now} THEN 0 ELSE e.attempt END,\n  received_at = CASE WHEN e.keep_until <= {now} THEN excluded.received_at ELSE e.received_at END,\n  token = CASE WHEN e.keep_until <= {now} THEN NULL ELSE e.token END,\n  lease_until = CASE WHEN e.keep_until <= {now} THEN excluded.lease_until ELSE e.lease_until END,\n  state = 'pending', digest = excluded.digest, keep_until = NULL, head = excluded.head, body = excluded.body\nWHERE e.keep_until <= {now} OR (e.state = 'pending' AND e.body IS NULL AND e.digest = excluded.digest)\nRETURNING key";
export declare const CLAIMED = "SELECT CASE WHEN digest <> $2 AND (state <> 'pending' OR keep_until IS NULL) THEN 'conflict' ELSE state END AS outcome,\n  lease_until - {now} AS retry_after\nFROM {table} WHERE key = $1";
export declare const KEPT = "SELECT CASE WHEN digest <> $2 THEN 'conflict' ELSE state END AS outcome FROM {table} WHERE key = $1";
export declare const LOOK = "SELECT state FROM {table} WHERE key = $1 AND (keep_until IS NULL OR keep_until > {now})";
export declare const COMPLETE = "UPDATE {table} SET\n  keep_until = CASE WHEN state = 'done' THEN keep_until ELSE {now} + CAST($3 AS BIGINT) END,\n  state = 'done', error = NULL, head = NULL, body = NULL\nWHERE key = $1 AND token = $2 AND state <> 'dead'\nRETURNING key";
export declare const RELEASE = "UPDATE {table} SET token = NULL, lease_until = {now} + CAST($3 AS BIGINT), error = $4\nWHERE key = $1 AND token = $2 AND state = 'pending'\nRETURNING key";
export declare const EXTEND = "UPDATE {table} SET lease_until = {now} + CAST($3 AS BIGINT)\nWHERE key = $1 AND token = $2 AND state = 'pending'\nRETURNING key";
export declare const BURY = "UPDATE {table} SET state = 'dead', keep_until = NULL, error = $3, head = COALESCE($4, head), body = COALESCE($5, body)\nWHERE key = $1 AND token = $2 AND state = 'pending'\nRETURNING key";
export declare const TAKE = "UPDATE {table} SET token = $2, attempt = attempt + 1, lease_until = {now} + CAST($3 AS BIGINT)\nWHERE key = (\n  SELECT key FROM {table}\n  WHERE endpoint = $1 AND state = 'pending' AND body IS NOT NULL AND lease_until <= {now}\n  ORDER BY lease_until LIMIT 1 {skip_locked}\n)\nRETURNING key, event_id, event_type, attempt, received_at, head, body";
export declare const DEAD = "SELECT key, event_id, event_type, attempt, received_at, error FROM {table}\nWHERE endpoint = $1 AND state = 'dead'\nORDER BY received_at LIMIT $2";
export declare const REVIVE = "UPDATE {table} SET state = 'pending', token = NULL, attempt = 0, lease_until = {now}, error = NULL\nWHERE key = $1 AND state = 'dead' AND body IS NOT NULL\nRETURNING key";
export declare const CLEAN = "DELETE FROM {table} WHERE key IN (SELECT key FROM {table} WHERE keep_until <= {now} LIMIT $1)\nRETURNING key";
