//! Redis, as a real server.

use std::{env, sync::Arc, time::Duration};

use countersign_receiver::redis::RedisStore;
use redis::{
    Client, ConnectionAddr, IntoConnectionInfo as _,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

#[cfg(unix)]
use crate::crash;
use crate::{
    conformance,
    proxy::{Proxy, Way},
    records,
};

fn url() -> String {
    env::var("COUNTERSIGN_REDIS_URL").expect("COUNTERSIGN_REDIS_URL")
}

async fn connect(url: &str) -> ConnectionManager {
    let config = ConnectionManagerConfig::new().set_number_of_retries(1).set_connection_timeout(Some(Duration::from_secs(1)));
    ConnectionManager::new_with_config(Client::open(url).unwrap(), config).await.unwrap()
}

/// A store whose keys no other run has.
async fn store(url: &str, name: &str) -> RedisStore<ConnectionManager> {
    RedisStore::new(connect(url).await).prefix(prefix(name))
}

fn prefix(name: &str) -> String {
    let run = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    format!("it:{name}:{run}:")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Redis: cargo xtask stores"]
async fn records_become_what_the_vectors_say() {
    records::in_real_time(Arc::new(store(&url(), "records").await), None).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Redis: cargo xtask stores"]
async fn it_conforms() {
    let store = Arc::new(store(&url(), "conforms").await);
    conformance::one_of_fifty_wins(store.clone(), 200).await;
    conformance::one_of_fifty_takes_over(store.clone()).await;
    conformance::endpoints_do_not_meet(store.clone()).await;
    conformance::ids_may_hold_anything(store, None).await;
}

async fn behind() -> (Proxy, String) {
    let info = url().into_connection_info().unwrap();
    let ConnectionAddr::Tcp(host, port) = info.addr() else { panic!("the server must be reached by TCP") };
    let proxy = Proxy::before(host, *port).await;
    let url = format!("redis://127.0.0.1:{}", proxy.port());
    (proxy, url)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Redis: cargo xtask stores"]
async fn nothing_is_lost_when_the_server_goes_away() {
    let (proxy, url) = behind().await;
    proxy.outage(store(&url, "outage").await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Redis: cargo xtask stores"]
async fn an_answer_that_is_lost_is_asked_for_again() {
    let (proxy, url) = behind().await;
    proxy.lost_answers(store(&url, "lost").await, Way::Deaf).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Redis: cargo xtask stores"]
async fn nothing_is_lost_when_a_process_is_killed() {
    let prefix = prefix("killed");
    crash::killed("redis::a_process_that_is_killed", &prefix);
    crash::go_on(RedisStore::new(connect(&url()).await).prefix(prefix)).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that is killed by another test"]
async fn a_process_that_is_killed() {
    if let Some(place) = crash::place() {
        crash::die(RedisStore::new(connect(&url()).await).prefix(place)).await;
    }
}
