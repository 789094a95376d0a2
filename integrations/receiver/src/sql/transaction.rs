//! A claim, what the handler writes, and the completion in one transaction: all of it takes effect or nothing does.

use std::time::Duration;

use countersign::receiver::{Claim, Claimed, Key, Token};
use sqlx::Transaction;

use super::{
    Server, SqlStore,
    claims::{self, Failed},
    failed,
};
use crate::{Begun, Pending, StoreError, Subject, Transactional, times::milliseconds};

/// For how long to say that an event is busy whose holder cannot be seen: it stands in a transaction that is not committed.
const UNSEEN: i64 = 1000;

impl<D: Server> Transactional for SqlStore<D> {
    type Transaction = Transaction<'static, D>;

    fn begin<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Begun<Self::Transaction>> {
        Box::pin(async move {
            let busy = Begun::Lost(Claimed::Busy { retry_after: UNSEEN });
            let mut transaction = match self.pool.begin_with(D::begin_impatient(self.lock_wait)).await {
                Ok(transaction) => transaction,
                Err(error) if D::is_busy(&error) => return Ok(busy),
                Err(error) => return Err(failed(error)),
            };
            let claimed = match claims::claim::<D>(&mut transaction, &self.statements, subject, claim).await {
                Ok(claimed) => claimed,
                Err(Failed::Server(error)) if D::is_busy(&error) => Claimed::Busy { retry_after: UNSEEN },
                Err(error) => return Err(error.into()),
            };
            let Claimed::Won { attempt } = claimed else {
                transaction.rollback().await.map_err(failed)?;
                return Ok(Begun::Lost(claimed));
            };
            if let Some(statement) = D::BE_PATIENT {
                D::ask(&mut transaction, statement, Vec::new()).await.map_err(failed)?;
            }
            Ok(Begun::Won { transaction, attempt })
        })
    }

    fn commit<'a>(&'a self, mut transaction: Self::Transaction, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool> {
        Box::pin(async move {
            let (key, token) = (key.to_hex(), hex::encode(token.0));
            let values = vec![(&key).into(), (&token).into(), milliseconds(keep).into()];
            // It also fails if a statement of the handler's failed before, which a commit alone would pass over in silence.
            let rows = D::ask(&mut transaction, &self.statements.complete, values).await.map_err(failed)?;
            if rows.is_empty() {
                transaction.rollback().await.map_err(failed)?;
                return Ok(false);
            }
            transaction.commit().await.map_err(failed)?;
            Ok(true)
        })
    }

    fn roll_back(&self, transaction: Self::Transaction) -> Pending<'_, ()> {
        Box::pin(async move { transaction.rollback().await.map_err(|error| -> StoreError { failed(error) }) })
    }
}
