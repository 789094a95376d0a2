//! Decides what an axum server with PostgreSQL does with the webhooks of iEXExchanger: each event once, on any number of machines.
//!
//! ```text
//! DATABASE_URL=postgres://… WEBHOOK_SECRET=… PORT=3000 cargo run -p countersign-example-axum-postgres
//! ```

use std::{env, iter, process, time::Duration};

use anyhow::{Context as _, Result, bail};
use axum::Router;
use countersign_receiver::{
    Endpoint, Event, Receiver,
    axum::receive,
    clean_every,
    countersign::{Webhook, providers},
    sql::PostgresStore,
};
use serde_json::json;
use sqlx::{PgExecutor, PgPool, postgres::PgPoolOptions};
use tokio::{net::TcpListener, signal::unix};

#[tokio::main]
async fn main() -> Result<()> {
    let current = env::var("WEBHOOK_SECRET").context("WEBHOOK_SECRET")?;
    // During a rotation, the secret before the current one.
    let previous = env::var("WEBHOOK_SECRET_PREVIOUS").ok().filter(|previous| !previous.is_empty());
    let webhook = Webhook::new(&providers::IEXEXCHANGER, iter::once(&current).chain(&previous))?;

    let connections = number("DATABASE_CONNECTIONS", 10)?;
    let pool = PgPoolOptions::new().max_connections(connections).connect(&env::var("DATABASE_URL").context("DATABASE_URL")?).await?;
    let store = PostgresStore::new(pool.clone());
    store.migrate().await?;
    make_table(&pool).await?;

    let endpoint = Endpoint::new("iexexchanger", webhook);
    let lease = Duration::from_secs(number("LEASE_SECONDS", 60)?.into());
    let receiver = receiver(endpoint, store.clone(), pool.clone())?.lease(lease);
    let receiver = receiver
        .on_outcome(|outcome| {
            let status = outcome.cause.status();
            let milliseconds = outcome.duration.as_secs_f64() * 1000.0;
            log(&json!({
                "outcome": outcome.cause.as_str(), "status": status, "event": outcome.event_id, "type": outcome.event_type,
                "attempt": outcome.attempt, "milliseconds": milliseconds,
            }));
        })
        .on_failure(|failure| {
            let entry = json!({ "failure": failure.cause.as_str(), "event": failure.event_id, "error": failure.error.to_string() });
            eprintln!("{entry}");
        });

    // No decompression layer goes around this route: the signature is over the bytes as they came.
    let app = Router::new().route("/", receive(receiver.clone()));
    let listener = TcpListener::bind(("127.0.0.1", u16::try_from(number("PORT", 3000)?).context("PORT")?)).await?;
    log(&json!({ "listening": listener.local_addr()?.to_string(), "mode": receiver.mode().as_str(), "process": process::id() }));
    tokio::spawn(async move { clean_every(Duration::from_secs(3600), &store).await });
    axum::serve(listener, app).with_graceful_shutdown(asked_to_stop()?).await?;
    // What is still running is brought to its end.
    receiver.idle().await;
    pool.close().await;
    Ok(())
}

/// By the variable `MODE`, the handler runs within the transaction of its claim or outside one.
fn receiver(endpoint: Endpoint, store: PostgresStore, pool: PgPool) -> Result<Receiver> {
    match env::var("MODE").as_deref().unwrap_or("inline") {
        // At least once: a crash between the effect and its completion runs the event again.
        "inline" => Ok(Receiver::inline(endpoint, store, move |event: Event| {
            let pool = pool.clone();
            async move { take_effect(&event, &pool).await }
        })),
        // Effectively once: effect and completion are committed together.
        "transactional" => Ok(Receiver::transactional(endpoint, store, |event, transaction| {
            Box::pin(async move { Ok(take_effect(&event, &mut **transaction).await?) })
        })),
        other => bail!("MODE is inline or transactional, not {other}"),
    }
}

/// What the webhook is for. An event of a type that is unknown here would be let pass, not refused.
async fn take_effect(event: &Event, database: impl PgExecutor<'_>) -> sqlx::Result<()> {
    log(&json!({ "run": event.id, "type": event.event_type }));
    sqlx::query("INSERT INTO effects (event_id, event_type) VALUES ($1, $2)")
        .bind(&event.id)
        .bind(&event.event_type)
        .execute(database)
        .await?;
    Ok(())
}

/// Without a unique column: were there two effects of an event, both would be seen.
async fn make_table(pool: &PgPool) -> sqlx::Result<()> {
    // Under a lock, as several processes may start at once.
    let table = "BEGIN; SELECT pg_advisory_xact_lock(1);
        CREATE TABLE IF NOT EXISTS effects (event_id TEXT NOT NULL, event_type TEXT, at TIMESTAMPTZ NOT NULL DEFAULT now());
        COMMIT";
    sqlx::raw_sql(table).execute(pool).await?;
    Ok(())
}

fn asked_to_stop() -> Result<impl Future<Output = ()> + Send> {
    let mut terminated = unix::signal(unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    })
}

/// One JSON object a line; nothing a sender wrote can begin a line of its own.
fn log(entry: &serde_json::Value) {
    println!("{entry}");
}

fn number(name: &str, otherwise: u32) -> Result<u32> {
    env::var(name).map_or(Ok(otherwise), |text| text.parse()).with_context(|| format!("{name} is no number"))
}
