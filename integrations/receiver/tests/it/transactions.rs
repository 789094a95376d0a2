//! Whether claim, effect and completion are one: all of it happens once, or nothing.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use countersign_receiver::{
    Event, Handling, Receiver,
    sql::{Server, SqlStore},
};
use sqlx::{Executor, Transaction};
use tokio::task::JoinSet;

use crate::deliveries::{endpoint, genuine};

type Write<D> = for<'t> fn(&'t mut Transaction<'static, D>, String) -> Handling<'t>;

/// Events delivered several times at once, whose handler fails or panics every third time after it wrote: one effect each.
async fn effects_are_exactly_one<D: Server>(store: SqlStore<D>, write: Write<D>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let count = runs.clone();
    let receiver = Receiver::transactional(endpoint(), store, move |event, transaction| {
        let nth = count.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            write(transaction, event.id.unwrap_or_default()).await?;
            assert!(nth % 7 != 6, "it panics after it wrote");
            if nth % 3 == 2 { Err("it fails after it wrote".into()) } else { Ok(()) }
        })
    });
    let mut deliveries = JoinSet::new();
    for event in 0..30 {
        for _ in 0..4 {
            let receiver = receiver.clone();
            deliveries.spawn(async move {
                let mut tries = 0;
                loop {
                    match receiver.receive(genuine(&format!("e{event}"))).await.status().as_u16() {
                        200 => return,
                        500 | 503 => tries += 1,
                        other => panic!("{other}"),
                    }
                    assert!(tries < 200);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
        }
    }
    deliveries.join_all().await;
    assert!(runs.load(Ordering::Relaxed) > 30, "some ran again");
}

/// A handler that hangs after it wrote has written nothing, and the event can be claimed at once.
async fn what_hangs_is_rolled_back<D: Server>(store: SqlStore<D>, write: Write<D>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let count = runs.clone();
    let receiver = Receiver::transactional(endpoint(), store, move |event, transaction| {
        let is_first = count.fetch_add(1, Ordering::Relaxed) == 0;
        Box::pin(async move {
            write(transaction, event.id.unwrap_or_default()).await?;
            if is_first { std::future::pending().await } else { Ok(()) }
        })
    });
    let errors = Arc::new(Mutex::new(Vec::new()));
    let told = errors.clone();
    let receiver = receiver.handler_time(Duration::from_millis(300));
    let receiver = receiver.on_failure(move |failure| told.lock().unwrap().push((failure.cause.as_str(), failure.error.to_string())));
    assert_eq!(receiver.receive(genuine("hangs")).await.cause().as_str(), "handler_timed_out");
    assert_eq!(receiver.receive(genuine("hangs")).await.cause().as_str(), "processed");
    assert_eq!(*errors.lock().unwrap(), [("handler_timed_out", "the handler did not end within its time".to_owned())]);
}

/// While one transaction holds an event another that claims it is busy, and soon.
async fn another_is_busy<D: Server>(store: SqlStore<D>) -> Duration {
    let slow = Receiver::transactional(endpoint(), store.clone(), |_: Event, _: &mut Transaction<'static, D>| {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Ok(())
        })
    });
    let other = slow.clone();
    let first = tokio::spawn(async move { other.receive(genuine("held")).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let began = Instant::now();
    let answer = slow.receive(genuine("held")).await;
    let waited = began.elapsed();
    assert_eq!((answer.cause().as_str(), answer.retry_after()), ("busy", Some(1)));
    assert_eq!(first.await.unwrap().cause().as_str(), "processed");
    assert_eq!(slow.receive(genuine("held")).await.cause().as_str(), "duplicate");
    waited
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn effects_take_place_once_in_sqlite() {
        let (_folder, store) = crate::sqlite::store().await;
        sqlx::query("CREATE TABLE effects (event_id TEXT)").execute(store.pool()).await.unwrap();
        let write: Write<sqlx::Sqlite> = |transaction, id| {
            Box::pin(async move {
                transaction.execute(sqlx::query("INSERT INTO effects (event_id) VALUES ($1)").bind(id)).await?;
                Ok(())
            })
        };
        effects_are_exactly_one(store.clone(), write).await;
        what_hangs_is_rolled_back(store.clone(), write).await;
        let counts: Result<(i64, i64), _> =
            sqlx::query_as("SELECT count(*), count(DISTINCT event_id) FROM effects").fetch_one(store.pool()).await;
        assert_eq!(counts.unwrap(), (31, 31));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn another_is_busy_in_sqlite() {
        let (_folder, store) = crate::sqlite::store().await;
        another_is_busy(store).await;
    }
}

#[cfg(feature = "postgres")]
mod postgres {
    use countersign_receiver::sql::PostgresStore;

    use super::*;
    use crate::postgres::{options, store};

    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: cargo xtask stores"]
    async fn effects_take_place_once_in_postgres() {
        let store = store(options(), "it_effects").await;
        sqlx::query("DROP TABLE IF EXISTS it_effects_written").execute(store.pool()).await.unwrap();
        sqlx::query("CREATE TABLE it_effects_written (event_id TEXT)").execute(store.pool()).await.unwrap();
        let write: Write<sqlx::Postgres> = |transaction, id| {
            Box::pin(async move {
                transaction.execute(sqlx::query("INSERT INTO it_effects_written (event_id) VALUES ($1)").bind(id)).await?;
                Ok(())
            })
        };
        effects_are_exactly_one(store.clone(), write).await;
        what_hangs_is_rolled_back(store.clone(), write).await;
        let counts: Result<(i64, i64), _> =
            sqlx::query_as("SELECT count(*), count(DISTINCT event_id) FROM it_effects_written").fetch_one(store.pool()).await;
        assert_eq!(counts.unwrap(), (31, 31));
    }

    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: cargo xtask stores"]
    async fn another_is_busy_in_postgres() {
        let waited = another_is_busy(store(options(), "it_busy").await).await;
        assert!((Duration::from_millis(900)..Duration::from_secs(3)).contains(&waited), "{waited:?}");
    }

    /// A statement that failed and whose error the handler passed over makes a commit that commits nothing.
    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: cargo xtask stores"]
    async fn an_error_that_was_passed_over_is_no_success() {
        let store = store(options(), "it_passed_over").await;
        let receiver = Receiver::transactional(endpoint(), store, |_, transaction| {
            Box::pin(async move {
                let failed = transaction.execute("SELECT 1 / 0").await;
                assert!(failed.is_err());
                Ok(())
            })
        });
        assert_eq!(receiver.receive(genuine("e")).await.cause().as_str(), "store_failed");
    }

    /// The wait for a lock is bounded for the claim, and the handler's own statements are as patient as they were.
    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: cargo xtask stores"]
    async fn the_handlers_statements_are_as_patient_as_they_were() {
        store(options(), "it_patience").await;
        for patience in ["0", "7s", "1234ms"] {
            // One connection, on whose session it is set: that is not what DEFAULT brings back.
            let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect_with(options()).await.unwrap();
            sqlx::query(&format!("SET lock_timeout = '{patience}'")).execute(&pool).await.unwrap();
            let store = PostgresStore::new(pool.clone()).table("it_patience").unwrap();
            let receiver = Receiver::transactional(endpoint(), store, move |_, transaction| {
                Box::pin(async move {
                    let is: String = sqlx::query_scalar("SHOW lock_timeout").fetch_one(&mut **transaction).await?;
                    if is == patience { Ok(()) } else { Err(is.into()) }
                })
            });
            for event in ["a", "b"] {
                let answer = receiver.receive(genuine(&format!("{patience} {event}"))).await;
                assert_eq!(answer.cause().as_str(), "processed", "{patience}");
            }
            let after: String = sqlx::query_scalar("SHOW lock_timeout").fetch_one(&pool).await.unwrap();
            assert_eq!(after, patience);
        }
    }
}
