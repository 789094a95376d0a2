//! How contenders take turns: short batches, round after round, so that what disturbs one disturbs all.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::contenders::Contender;

/// Short enough that a disturbance hits one batch, long enough that the clock's grain does not show.
const BATCH: Duration = Duration::from_micros(400);
pub(crate) const ROUNDS: usize = 301;
/// Rounds that are not counted: they find how many deliveries make a batch.
const WARM_UP: usize = 20;

/// Nanoseconds a delivery: the median of the batches, and the quartiles.
pub(crate) struct Time {
    pub(crate) median: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

/// Times everyone on the same deliveries, in the order in which they are given.
///
/// # Errors
/// If one of them decides wrongly, be it once.
pub(crate) fn take(contenders: &[Box<dyn Contender>]) -> Result<Vec<Time>> {
    for contender in contenders {
        contender.check()?;
    }
    let mut counts = vec![1; contenders.len()];
    let mut samples = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    let mut random = fastrand::Rng::with_seed(0);
    for round in 0..WARM_UP + ROUNDS {
        let mut players: Vec<_> = contenders.iter().zip(&mut counts).zip(&mut samples).collect();
        // Nobody always runs after the same neighbour, who may leave the caches full of its own.
        random.shuffle(&mut players);
        for ((contender, count), samples) in players {
            let time = batch(&**contender, *count)?;
            let each = time.as_secs_f64() / *count as f64;
            if round < WARM_UP {
                *count = ((BATCH.as_secs_f64() / each) as usize).max(1);
            } else {
                samples.push(each * 1e9);
            }
        }
    }
    Ok(samples.into_iter().map(Time::of).collect())
}

fn batch(contender: &dyn Contender, count: usize) -> Result<Duration> {
    let started = Instant::now();
    let right = contender.decide(count);
    let time = started.elapsed();
    ensure!(right == count, "{} was right about {right} of {count} deliveries", contender.name());
    Ok(time)
}

impl Time {
    fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |part: usize| samples.get(samples.len() * part / 4).copied().unwrap_or_default();
        Self { median: at(2), lower: at(1), upper: at(3) }
    }
}
