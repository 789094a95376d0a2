//! A store in Redis (5 or newer): claims, and no inbox. A server that forgets its last second forgets what was answered with success.
//!
//! The scripts are [`countersign::receiver::lua`]'s, which the JavaScript package shares. Events that need not be remembered expire
//! by themselves, so there is nothing to clean.

use std::{fmt, sync::Arc, time::Duration};

use ::redis::{FromRedisValue, RedisError, Script, aio::ConnectionLike};
use countersign::receiver::{Claim, Claimed, Key, State, Token, lua};

use crate::{Pending, Store, StoreError, Subject, times::milliseconds};

/// What stands before the keys unless something else is asked for.
const PREFIX: &str = "countersign:";

/// A store in Redis, by any connection that can be cloned and used by many at once: a `MultiplexedConnection`, which ends with its
/// server, or with the feature `connection-manager` of the crate `redis` a `ConnectionManager`, which connects again.
#[derive(Clone)]
pub struct RedisStore<C> {
    connection: C,
    prefix: String,
    scripts: Arc<Scripts>,
}

struct Scripts {
    claim: Script,
    complete: Script,
    release: Script,
    extend: Script,
    look: Script,
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> RedisStore<C> {
    /// A store by this connection. Its keys begin with `countersign:`.
    pub fn new(connection: C) -> Self {
        let [claim, complete, release, extend, look] = [lua::CLAIM, lua::COMPLETE, lua::RELEASE, lua::EXTEND, lua::LOOK].map(Script::new);
        Self { connection, prefix: PREFIX.to_owned(), scripts: Arc::new(Scripts { claim, complete, release, extend, look }) }
    }

    /// The same with keys that begin otherwise. The rest is 64 hex digits.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// What a script says to this key and these arguments.
    async fn ask<T: FromRedisValue>(&self, script: &Script, key: &Key, arguments: &[&[u8]]) -> Result<T, StoreError> {
        let mut invocation = script.key(format!("{}{}", self.prefix, key.to_hex()));
        for argument in arguments {
            invocation.arg(*argument);
        }
        invocation.invoke_async(&mut self.connection.clone()).await.map_err(failed)
    }

    async fn changes(&self, script: &Script, key: &Key, token: Token, time: Duration) -> Result<bool, StoreError> {
        let (token, time) = (hex::encode(token.0), milliseconds(time).to_string());
        Ok(self.ask::<i64>(script, key, &[token.as_bytes(), time.as_bytes()]).await? == 1)
    }
}

fn failed(error: RedisError) -> StoreError {
    StoreError::Failed(Box::new(error))
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Store for RedisStore<C> {
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        Box::pin(async move {
            let (token, digest) = (hex::encode(claim.token.0), hex::encode(claim.digest));
            let (lease, keep) = (claim.lease.to_string(), claim.keep.to_string());
            let arguments = [token.as_bytes(), digest.as_bytes(), lease.as_bytes(), keep.as_bytes()];
            let (outcome, number): (String, i64) = self.ask(&self.scripts.claim, &subject.key, &arguments).await?;
            Ok(match outcome.as_str() {
                "won" => Claimed::Won { attempt: u32::try_from(number).map_err(|_| StoreError::Unreadable("an attempt"))? },
                "busy" => Claimed::Busy { retry_after: number },
                "done" => Claimed::Done,
                "dead" => Claimed::Dead,
                "conflict" => Claimed::Conflict,
                _ => return Err(StoreError::Unreadable("a state")),
            })
        })
    }

    fn complete<'a>(&'a self, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool> {
        Box::pin(self.changes(&self.scripts.complete, key, token, keep))
    }

    fn release<'a>(&'a self, key: &'a Key, token: Token, delay: Duration, _: Option<&'a str>) -> Pending<'a, bool> {
        Box::pin(self.changes(&self.scripts.release, key, token, delay))
    }

    fn extend<'a>(&'a self, key: &'a Key, token: Token, lease: Duration) -> Pending<'a, bool> {
        Box::pin(self.changes(&self.scripts.extend, key, token, lease))
    }

    fn look<'a>(&'a self, key: &'a Key) -> Pending<'a, Option<State>> {
        Box::pin(async move {
            let state: Option<String> = self.ask(&self.scripts.look, key, &[]).await?;
            let states = [State::Pending, State::Done, State::Dead];
            let known = |text: String| states.into_iter().find(|state| state.as_str() == text).ok_or(StoreError::Unreadable("a state"));
            state.map(known).transpose()
        })
    }
}

impl<C> fmt::Debug for RedisStore<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}
