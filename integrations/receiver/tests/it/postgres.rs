//! PostgreSQL, as a real server.

use std::{env, sync::Arc, time::Duration};

use countersign_receiver::sql::PostgresStore;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::task::JoinSet;

#[cfg(unix)]
use crate::crash;
use crate::{
    conformance,
    proxy::{Proxy, Way},
    records,
};

pub fn options() -> PgConnectOptions {
    env::var("COUNTERSIGN_POSTGRES_URL").expect("COUNTERSIGN_POSTGRES_URL").parse().unwrap()
}

/// A store in a table of its own, over 10 connections.
pub async fn store(options: PgConnectOptions, table: &str) -> PostgresStore {
    let pool = PgPoolOptions::new().max_connections(10).connect_with(options).await.unwrap();
    sqlx::query(&format!("DROP TABLE IF EXISTS {table}, {table}_versions")).execute(&pool).await.unwrap();
    let store = PostgresStore::new(pool).table(table).unwrap();
    store.migrate().await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn records_become_what_the_vectors_say() {
    let store = Arc::new(store(options(), "it_records").await);
    records::in_real_time(store.clone(), Some(store)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn it_conforms() {
    let store = Arc::new(store(options(), "it_conforms").await);
    conformance::one_of_fifty_wins(store.clone(), 200).await;
    conformance::one_of_fifty_takes_over(store.clone()).await;
    conformance::endpoints_do_not_meet(store.clone()).await;
    conformance::ids_may_hold_anything(store.clone(), Some(store.clone())).await;
    conformance::each_is_taken_once(store.clone(), 200).await;
    conformance::the_dead_can_be_revived(store).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn a_hundred_thousand_keys_are_cleaned() {
    let store = store(options(), "it_cleaned").await;
    let fill = "INSERT INTO it_cleaned (key, endpoint, digest, state, attempt, lease_until, keep_until, received_at)
        SELECT lpad(to_hex(i), 64, '0'), 'old', '', 'done', 1, 0, 1, 0 FROM generate_series(1, 100000) AS i";
    sqlx::query(fill).execute(store.pool()).await.unwrap();
    let (all, slowest) = conformance::cleaning_is_bounded(Arc::new(store)).await;
    println!("PostgreSQL: 100,000 keys cleaned in {all:?}, the slowest claim meanwhile took {slowest:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn tables_are_made_once_however_many_make_them_at_once() {
    let store = store(options(), "it_made").await;
    sqlx::query("DROP TABLE it_made, it_made_versions").execute(store.pool()).await.unwrap();
    let mut making = JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        making.spawn(async move { store.migrate().await });
    }
    for made in making.join_all().await {
        made.unwrap();
    }
}

/// What the driver does when the server goes away is in `proxy`; here the store is one behind it.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn nothing_is_lost_when_the_server_goes_away() {
    let options = options();
    let proxy = Proxy::before(options.get_host(), options.get_port()).await;
    let behind = options.host("127.0.0.1").port(proxy.port());
    let store = store(behind, "it_outage").await;
    proxy.outage(store).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn an_answer_that_is_lost_is_asked_for_again() {
    let options = options();
    let proxy = Proxy::before(options.get_host(), options.get_port()).await;
    let behind = options.host("127.0.0.1").port(proxy.port());
    let store = store(behind, "it_lost").await;
    // The pool looks at a connection before it hands it out, which would find out.
    let pool = PgPoolOptions::new().max_connections(1).test_before_acquire(false).idle_timeout(Duration::from_secs(600));
    let pool = pool.connect_with((*store.pool().connect_options()).clone()).await.unwrap();
    let store = PostgresStore::new(pool).table("it_lost").unwrap();
    proxy.lost_answers(store, Way::Deaf).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: cargo xtask stores"]
async fn nothing_is_lost_when_a_process_is_killed() {
    let store = store(options(), "it_killed").await;
    crash::killed("postgres::a_process_that_is_killed", "it_killed");
    crash::go_on(store).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that is killed by another test"]
async fn a_process_that_is_killed() {
    if let Some(place) = crash::place() {
        let pool = PgPoolOptions::new().connect_with(options()).await.unwrap();
        crash::die(PostgresStore::new(pool).table(&place).unwrap()).await;
    }
}
