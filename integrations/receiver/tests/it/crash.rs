//! A process that is killed with -9 while its handler runs: the event can be claimed again once the lease is over, and is run to its end.

use std::{
    env,
    os::unix::process::ExitStatusExt as _,
    process::{self, Command},
    time::{Duration, Instant},
};

use countersign_receiver::{Event, Receiver, Store};

use crate::deliveries::{endpoint, genuine};

/// What tells such a process which store it is to use.
const VARIABLE: &str = "COUNTERSIGN_TEST_OF_A_CRASH";

const LEASE: Duration = Duration::from_secs(2);

/// Of a process that is to die, where its store is.
pub fn place() -> Option<String> {
    env::var(VARIABLE).ok()
}

/// Runs the test of this name in a process of its own, which is killed.
pub fn killed(test: &str, place: &str) {
    let program = Command::new(env::current_exe().unwrap()).args(["--exact", test, "--ignored"]).env(VARIABLE, place).output().unwrap();
    assert_eq!(program.status.signal(), Some(9), "{}", String::from_utf8_lossy(&program.stdout));
}

/// Is killed between claim and completion.
pub async fn die(store: impl Store) {
    let receiver = Receiver::inline(endpoint(), store, |_: Event| async {
        kill();
        Ok::<_, std::io::Error>(())
    });
    receiver.lease(LEASE).receive(genuine("crash")).await;
    unreachable!("it was killed");
}

pub fn kill() {
    Command::new("kill").args(["-9", &process::id().to_string()]).status().unwrap();
    std::thread::sleep(Duration::from_secs(60));
}

/// Runs to its end what the dead process held, once its lease is over.
pub async fn go_on(store: impl Store) {
    let receiver = Receiver::inline(endpoint(), store, |event: Event| async move {
        assert_eq!(event.attempt, 2);
        Ok::<_, std::io::Error>(())
    });
    let began = Instant::now();
    assert_eq!(receiver.receive(genuine("crash")).await.cause().as_str(), "busy");
    while receiver.receive(genuine("crash")).await.cause().as_str() == "busy" {
        assert!(began.elapsed() < 5 * LEASE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(receiver.receive(genuine("crash")).await.cause().as_str(), "duplicate");
}
