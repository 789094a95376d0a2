//! What a table makes of an inbox.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use countersign::receiver::{Kept, Key, Token};

use super::{
    Server, SqlStore,
    claims::{Failed, attempt, state},
    server::Value,
    statements::{said, shown},
};
use crate::{Dead, Delivery, Inbox, Pending, StoreError, Subject, Taken, times::milliseconds};

/// As often as a claim.
const TRIES: usize = 3;

impl<D: Server> Inbox for SqlStore<D> {
    fn keep<'a>(&'a self, subject: &'a Subject, digest: &'a [u8; 32], delivery: &'a Delivery) -> Pending<'a, Kept> {
        Box::pin(async move {
            let (key, digest) = (subject.key.to_hex(), hex::encode(digest));
            let (id, event_type) = (shown(subject.id.as_deref()), shown(subject.event_type.as_deref()));
            for _ in 0..TRIES {
                let texts = [(&key).into(), (&subject.endpoint).into(), (&id).into(), (&event_type).into(), (&digest).into()];
                let values = texts.into_iter().chain([(&delivery.head).into(), Value::Bytes(Some(&delivery.body))]).collect();
                if self.changes(&self.statements.keep, values).await? {
                    return Ok(Kept::New);
                }
                let rows = self.ask(&self.statements.kept, vec![(&key).into(), (&digest).into()]).await?;
                let Some(row) = rows.first() else { continue };
                let outcome = D::text(row, 0).map_err(Failed::from)?;
                return match outcome.as_deref() {
                    Some("conflict") => Ok(Kept::Conflict),
                    other => state(other).map(Kept::Known),
                };
            }
            Err(StoreError::Unreadable("a row that comes and goes"))
        })
    }

    fn take<'a>(&'a self, endpoint: &'a str, token: Token, lease: Duration) -> Pending<'a, Option<Taken>> {
        Box::pin(async move {
            let token = hex::encode(token.0);
            let values = vec![endpoint.into(), (&token).into(), milliseconds(lease).into()];
            let rows = self.ask(&self.statements.take, values).await?;
            Ok(rows.first().map(taken::<D>).transpose()?)
        })
    }

    fn bury<'a>(&'a self, key: &'a Key, token: Token, error: Option<&'a str>, delivery: Option<&'a Delivery>) -> Pending<'a, bool> {
        Box::pin(async move {
            let (key, token, error) = (key.to_hex(), hex::encode(token.0), said(error));
            let head = Value::Text(delivery.map(|delivery| delivery.head.as_str()));
            let body = Value::Bytes(delivery.map(|delivery| &*delivery.body));
            self.changes(&self.statements.bury, vec![(&key).into(), (&token).into(), (&error).into(), head, body]).await
        })
    }

    fn dead<'a>(&'a self, endpoint: &'a str, limit: u32) -> Pending<'a, Vec<Dead>> {
        Box::pin(async move {
            let rows = self.ask(&self.statements.dead, vec![endpoint.into(), i64::from(limit).into()]).await?;
            Ok(rows.iter().map(dead::<D>).collect::<Result<_, _>>()?)
        })
    }

    fn revive<'a>(&'a self, key: &'a Key) -> Pending<'a, bool> {
        Box::pin(async move { self.changes(&self.statements.revive, vec![(&key.to_hex()).into()]).await })
    }

    fn clean(&self, limit: u32) -> Pending<'_, u32> {
        Box::pin(async move {
            let removed = self.ask(&self.statements.clean, vec![i64::from(limit).into()]).await?;
            Ok(u32::try_from(removed.len()).unwrap_or(u32::MAX))
        })
    }
}

/// `key, event_id, event_type, attempt, received_at, head, body`
fn taken<D: Server>(row: &D::Row) -> Result<Taken, Failed> {
    let head = D::text(row, 5)?.unwrap_or_default();
    let body = D::bytes(row, 6)?.unwrap_or_default().into();
    Ok(Taken { key: key::<D>(row)?, attempt: attempt::<D>(row, 3)?, received_at: time::<D>(row, 4)?, delivery: Delivery { head, body } })
}

/// `key, event_id, event_type, attempt, received_at, error`
fn dead<D: Server>(row: &D::Row) -> Result<Dead, Failed> {
    Ok(Dead {
        key: key::<D>(row)?,
        id: D::text(row, 1)?,
        event_type: D::text(row, 2)?,
        attempt: attempt::<D>(row, 3)?,
        received_at: time::<D>(row, 4)?,
        error: D::text(row, 5)?,
    })
}

fn key<D: Server>(row: &D::Row) -> Result<Key, Failed> {
    let mut key = [0; 32];
    let text = D::text(row, 0)?.unwrap_or_default();
    hex::decode_to_slice(text, &mut key).map_err(|_| StoreError::Unreadable("a key"))?;
    Ok(Key(key))
}

fn time<D: Server>(row: &D::Row, column: usize) -> Result<SystemTime, Failed> {
    Ok(UNIX_EPOCH + Duration::from_millis(u64::try_from(D::integer(row, column)?).unwrap_or(0)))
}
