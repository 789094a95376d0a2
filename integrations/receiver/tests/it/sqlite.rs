//! A file of SQLite.

use std::sync::Arc;

use countersign_receiver::{StoreError, sql::SqliteStore};
use tempfile::TempDir;

#[cfg(unix)]
use crate::crash;
use crate::{conformance, records};

pub async fn store() -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("events.sqlite")).await.unwrap();
    store.migrate().await.unwrap();
    (folder, store)
}

#[tokio::test(flavor = "multi_thread")]
async fn records_become_what_the_vectors_say() {
    let (_folder, store) = store().await;
    let store = Arc::new(store);
    records::in_real_time(store.clone(), Some(store)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_conforms() {
    let (_folder, store) = store().await;
    let store = Arc::new(store);
    conformance::one_of_fifty_wins(store.clone(), 200).await;
    conformance::one_of_fifty_takes_over(store.clone()).await;
    conformance::endpoints_do_not_meet(store.clone()).await;
    conformance::ids_may_hold_anything(store.clone(), Some(store.clone())).await;
    conformance::each_is_taken_once(store.clone(), 200).await;
    conformance::the_dead_can_be_revived(store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_keys_are_cleaned() {
    let (_folder, store) = store().await;
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO countersign_events (key, endpoint, digest, state, attempt, lease_until, keep_until, received_at)
        SELECT printf('%064x', i), 'old', '', 'done', 1, 0, 1, 0 FROM n";
    sqlx::query(fill).execute(store.pool()).await.unwrap();
    let (all, slowest) = conformance::cleaning_is_bounded(Arc::new(store)).await;
    println!("SQLite: 100,000 keys cleaned in {all:?}, the slowest claim meanwhile took {slowest:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_are_made_once_whoever_makes_them() {
    let (folder, store) = store().await;
    let path = folder.path().join("events.sqlite");
    let all = (0..8).map(|_| SqliteStore::open(path.clone()));
    for other in all {
        other.await.unwrap().migrate().await.unwrap();
    }
    let versions: i64 = sqlx::query_scalar("SELECT count(*) FROM countersign_events_versions").fetch_one(store.pool()).await.unwrap();
    assert_eq!(versions, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tables_name_is_plain() {
    let (_folder, store) = store().await;
    for name in ["", "1a", "a-b", "a b", "a;b", "größe", "a\"", &"a".repeat(41)] {
        assert!(matches!(store.clone().table(name), Err(StoreError::TableName)), "{name}");
    }
    let other = store.table("_Other_2").unwrap();
    other.migrate().await.unwrap();
    conformance::endpoints_do_not_meet(Arc::new(other)).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_a_process_is_killed() {
    let (folder, store) = store().await;
    crash::killed("sqlite::a_process_that_is_killed", folder.path().join("events.sqlite").to_str().unwrap());
    crash::go_on(store).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that is killed by another test"]
async fn a_process_that_is_killed() {
    if let Some(place) = crash::place() {
        crash::die(SqliteStore::open(place).await.unwrap()).await;
    }
}
