//! What a table makes of claims.

use std::time::Duration;

use countersign::receiver::{Claim, Claimed, Key, State, Token};

use super::{
    Server, SqlStore, failed,
    server::Value,
    statements::{Statements, said, shown},
};
use crate::{Pending, Store, StoreError, Subject, times::milliseconds};

/// How often a claim is tried whose row goes away, or whose lease ends, between its two statements.
const TRIES: usize = 3;

/// Claims by this connection, in or outside a transaction.
pub(super) async fn claim<D: Server>(
    connection: &mut D::Connection,
    statements: &Statements,
    subject: &Subject,
    claim: &Claim,
) -> Result<Claimed, Failed> {
    let (key, digest, token) = (subject.key.to_hex(), hex::encode(claim.digest), hex::encode(claim.token.0));
    let (id, event_type) = (shown(subject.id.as_deref()), shown(subject.event_type.as_deref()));
    let values = || -> Vec<Value<'_>> {
        let texts = [(&key).into(), (&subject.endpoint).into(), (&id).into(), (&event_type).into(), (&digest).into(), (&token).into()];
        texts.into_iter().chain([claim.lease.into(), claim.keep.into()]).collect()
    };
    for _ in 0..TRIES {
        let won = D::ask(connection, &statements.claim, values()).await?;
        if let Some(row) = won.first() {
            return Ok(Claimed::Won { attempt: attempt::<D>(row, 0)? });
        }
        let outcome = D::ask(connection, &statements.claimed, vec![(&key).into(), (&digest).into()]).await?;
        let Some(row) = outcome.first() else { continue };
        match D::text(row, 0)?.as_deref() {
            Some("conflict") => return Ok(Claimed::Conflict),
            Some("done") => return Ok(Claimed::Done),
            Some("dead") => return Ok(Claimed::Dead),
            Some("pending") => {
                let retry_after = D::integer(row, 1)?;
                if retry_after > 0 {
                    return Ok(Claimed::Busy { retry_after });
                }
            }
            _ => return Err(StoreError::Unreadable("a state").into()),
        }
    }
    // Others take it each time. One of them has it now.
    Ok(Claimed::Busy { retry_after: 1 })
}

pub(super) fn attempt<D: Server>(row: &D::Row, column: usize) -> Result<u32, Failed> {
    u32::try_from(D::integer(row, column)?).map_err(|_| StoreError::Unreadable("an attempt").into())
}

pub(super) fn state(text: Option<&str>) -> Result<State, StoreError> {
    let states = [State::Pending, State::Done, State::Dead];
    states.into_iter().find(|state| Some(state.as_str()) == text).ok_or(StoreError::Unreadable("a state"))
}

/// An error that may yet turn out to be the doing of others.
pub(super) enum Failed {
    Server(sqlx::Error),
    Store(StoreError),
}

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self::Server(error)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failed> for StoreError {
    fn from(error: Failed) -> Self {
        match error {
            Failed::Server(error) => failed(error),
            Failed::Store(error) => error,
        }
    }
}

impl<D: Server> Store for SqlStore<D> {
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        Box::pin(async move {
            let mut connection = self.pool.acquire().await.map_err(failed)?;
            Ok(self::claim::<D>(&mut connection, &self.statements, subject, claim).await?)
        })
    }

    fn complete<'a>(&'a self, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool> {
        Box::pin(async move {
            let (key, token) = (key.to_hex(), hex::encode(token.0));
            self.changes(&self.statements.complete, vec![(&key).into(), (&token).into(), milliseconds(keep).into()]).await
        })
    }

    fn release<'a>(&'a self, key: &'a Key, token: Token, delay: Duration, error: Option<&'a str>) -> Pending<'a, bool> {
        Box::pin(async move {
            let (key, token, error) = (key.to_hex(), hex::encode(token.0), said(error));
            let values = vec![(&key).into(), (&token).into(), milliseconds(delay).into(), (&error).into()];
            self.changes(&self.statements.release, values).await
        })
    }

    fn extend<'a>(&'a self, key: &'a Key, token: Token, lease: Duration) -> Pending<'a, bool> {
        Box::pin(async move {
            let (key, token) = (key.to_hex(), hex::encode(token.0));
            self.changes(&self.statements.extend, vec![(&key).into(), (&token).into(), milliseconds(lease).into()]).await
        })
    }

    fn look<'a>(&'a self, key: &'a Key) -> Pending<'a, Option<State>> {
        Box::pin(async move {
            let rows = self.ask(&self.statements.look, vec![(&key.to_hex()).into()]).await?;
            let state = |row| D::text(row, 0).map_err(failed).and_then(|text| state(text.as_deref()));
            rows.first().map(state).transpose()
        })
    }
}
