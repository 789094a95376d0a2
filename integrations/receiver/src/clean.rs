//! Forgetting what need not be remembered any longer.

use std::time::Duration;

use crate::{Inbox, StoreError};

/// Events that one statement removes, so that none holds up the others for long.
const BATCH: u32 = 1000;

const PAUSE: Duration = Duration::from_millis(2);

/// Removes the events that need not be remembered any longer, a thousand at a time, and gives how many there were.
///
/// # Errors
/// If the store cannot be reached. What was removed by then stays so.
pub async fn clean(store: &dyn Inbox) -> Result<u64, StoreError> {
    let mut all = 0;
    loop {
        let removed = store.clean(BATCH).await?;
        all += u64::from(removed);
        if removed < BATCH {
            return Ok(all);
        }
        // Where one writes at a time, let others have their turn.
        tokio::time::sleep(PAUSE).await;
    }
}

/// Cleans again and again, with this pause; for a task of its own. What fails is tried again after the pause.
pub async fn clean_every(pause: Duration, store: &dyn Inbox) {
    loop {
        let _ = clean(store).await;
        tokio::time::sleep(pause).await;
    }
}
