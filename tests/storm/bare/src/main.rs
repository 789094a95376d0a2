//! Decides nothing: `examples/axum-postgres` without countersign, to compare speeds. Whatever comes is written and answered 200.

use std::env;

use anyhow::{Context as _, Result};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::json;
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let connections = env::var("DATABASE_CONNECTIONS")?.parse()?;
    let pool = PgPoolOptions::new().max_connections(connections).connect(&env::var("DATABASE_URL").context("DATABASE_URL")?).await?;
    let table = "BEGIN; SELECT pg_advisory_xact_lock(1);
        CREATE TABLE IF NOT EXISTS effects (event_id TEXT NOT NULL, event_type TEXT, at TIMESTAMPTZ NOT NULL DEFAULT now());
        COMMIT";
    sqlx::raw_sql(table).execute(&pool).await?;
    let app = Router::new().route("/", post(receive)).with_state(pool);
    let listener = TcpListener::bind(("127.0.0.1", env::var("PORT")?.parse()?)).await?;
    Ok(axum::serve(listener, app).await?)
}

async fn receive(State(pool): State<PgPool>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (id, event_type) = (text("x-webhook-event-id"), text("x-webhook-event-type"));
    let written = sqlx::query("INSERT INTO effects (event_id, event_type) VALUES ($1, $2)").bind(id).bind(event_type).execute(&pool).await;
    println!("{}", json!({ "run": id, "bytes": body.len() }));
    if written.is_ok() { StatusCode::OK } else { StatusCode::INTERNAL_SERVER_ERROR }
}
