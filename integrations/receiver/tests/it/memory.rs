//! The store in memory, by its own clock and by a made-up one.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use countersign_receiver::memory::MemoryStore;

use crate::{conformance, records};

#[tokio::test]
async fn records_become_what_the_vectors_say() {
    for vector in records::vectors("records.json") {
        let now = Arc::new(AtomicI64::new(0));
        let clock = now.clone();
        let store = MemoryStore::with_clock(move || clock.load(Ordering::Relaxed));
        let reach = |at: u64| {
            now.store(i64::try_from(at).unwrap() * 1000, Ordering::Relaxed);
            std::future::ready(())
        };
        records::run(&vector, &store, Some(&store), reach).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_conforms() {
    let store = Arc::new(MemoryStore::new());
    conformance::one_of_fifty_wins(store.clone(), 200).await;
    conformance::one_of_fifty_takes_over(store.clone()).await;
    conformance::endpoints_do_not_meet(store.clone()).await;
    conformance::ids_may_hold_anything(store.clone(), Some(store.clone())).await;
    conformance::each_is_taken_once(store.clone(), 200).await;
    conformance::the_dead_can_be_revived(store).await;
}
