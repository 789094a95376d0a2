//! What TypeScript repeats of the core's receiver: the table of what happens next, the answers, the policy, and the statements of stores.

use std::fmt::Write as _;

use countersign::receiver::{self, Happened, Mode, Next, Reason, Step, lua as scripts, sql as statements};

pub(super) fn flow() -> String {
    let modes = union(Mode::ALL.iter().map(|mode| mode.as_str()));
    let steps = union(Step::ALL.iter().map(|step| step.as_str()));
    let happenings = union(Happened::ALL.iter().map(|happened| happened.as_str()));
    let reasons = union(Reason::ALL.iter().map(|reason| reason.as_str()));
    let mut rows = String::new();
    for happened in Happened::ALL {
        let cells: Vec<_> = Mode::ALL.iter().map(|mode| format!("{:?}", cell(mode.next(*happened)))).collect();
        let row = if cells.iter().all(|cell| Some(cell) == cells.first()) {
            cells.into_iter().next().unwrap_or_default()
        } else {
            format!("[{}]", cells.join(", "))
        };
        let _ = writeln!(rows, "  {}: {row},", happened.as_str());
    }
    let mut answers = String::new();
    for reason in Reason::ALL {
        let _ = writeln!(answers, "  {}: [{}, {}],", reason.as_str(), reason.status(), reason.retry_after().unwrap_or_default());
    }
    let titles: String = receiver::TITLES.iter().map(|(status, title)| format!("\n  {status}: {title:?},")).collect();
    format!(
        "
/** Where the work is done, and when success is answered. */
export type Mode ={modes};

/** What a receiver can do. */
export type Step ={steps};

/** What can happen to a receiver. */
export type Happened ={happenings};

/**
 * Why a delivery is answered as it is: a closed set, the same in every language. A refused signature has its code instead.
 */
export type Reason ={reasons};

/** What to do next: a step; or give the answer for a reason, after `release` where that stands before it. */
export type Next = Step | `release ${{Reason}}` | Reason;

/** The order of the columns of {{@link FLOW}}. */
export const MODES: readonly Mode[] = [{mode_list}];

/** What to do next after each thing that happens: one for all modes, or one each. */
export const FLOW: Readonly<Record<Happened, Next | readonly [Next, Next, Next]>> = {{
{rows}}};

/** The HTTP status of each reason, and seconds for `Retry-After`, 0 for none. */
export const ANSWERS: Readonly<Record<Reason, readonly [status: number, retryAfter: number]>> = {{
{answers}}};

/** What the statuses are called. */
export const TITLES: Readonly<Record<number, string>> = {{{titles}
}};
",
        mode_list = Mode::ALL.iter().map(|mode| format!("{:?}", mode.as_str())).collect::<Vec<_>>().join(", "),
    )
}

pub(super) fn policy() -> String {
    let waits = (1..=receiver::ATTEMPTS).map(|attempt| receiver::backoff_seconds(attempt).to_string()).collect::<Vec<_>>().join(", ");
    format!(
        "
/** Bytes of a body, unless another limit is asked for. */
export const MAX_BODY_BYTES = {max_body};
/** Seconds in which a body has to come. */
export const READ_SECONDS = {read};
/** Seconds that a handler may run. */
export const HANDLER_SECONDS = {handler};
/** Seconds for which a claim holds unless it is extended. */
export const LEASE_SECONDS = {lease};
/** Seconds for which a finished event is remembered: 30 days. */
export const KEEP_SECONDS = {keep};
/** Under so many seconds a warning is due: 7 days. */
export const KEEP_SECONDS_LEAST = {least};
/** Seconds within which a store has to answer each call, and whoever gives secrets. */
export const STORE_SECONDS = {store};
/** Seconds for which secrets that a function gave are used before it is called again. */
export const SECRETS_SECONDS = {secrets};
/** Seconds between two calls for newer secrets because a signature did not match. */
export const SECRETS_AGAIN_SECONDS = {again};
/** Headers that are stored with a delivery. */
export const KEPT_HEADERS: readonly string[] = [{headers}];
/** Events of an inbox that one worker works on at once. */
export const CONCURRENCY = {concurrency};
/** Seconds to wait before an inbox that had nothing due is asked again. */
export const POLL_SECONDS = {poll};
/** Times that an event of an inbox is tried before it is given up. */
export const ATTEMPTS = {attempts};
/** Seconds to wait after each attempt that failed, from the first; after later ones as after the last. */
export const BACKOFF_SECONDS: readonly number[] = [{waits}];
",
        max_body = receiver::MAX_BODY_BYTES,
        read = receiver::READ_SECONDS,
        handler = receiver::HANDLER_SECONDS,
        lease = receiver::LEASE_SECONDS,
        keep = receiver::KEEP_SECONDS,
        least = receiver::KEEP_SECONDS_LEAST,
        store = receiver::STORE_SECONDS,
        secrets = receiver::SECRETS_SECONDS,
        again = receiver::SECRETS_AGAIN_SECONDS,
        headers = receiver::KEPT_HEADERS.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "),
        concurrency = receiver::CONCURRENCY,
        poll = receiver::POLL_SECONDS,
        attempts = receiver::ATTEMPTS,
    )
}

pub(super) fn sql() -> String {
    let mut text = format!("\n/** The table's name unless another is asked for. */\nexport const TABLE = {:?};\n", statements::TABLE);
    for (name, dialect) in [("SQLITE", statements::SQLITE), ("POSTGRES", statements::POSTGRES)] {
        let _ = write!(
            text,
            "\n/** What differs by server; see `countersign::receiver::sql` of the Rust crate. */\nexport const {name} = {{\n  now: {:?},\n  bytes: {:?},\n  skip_locked: {:?},\n}};\n",
            dialect.now, dialect.bytes, dialect.skip_locked
        );
    }
    text.push_str(
        "\n/** What makes the table, version by version from 1. */\nexport const MIGRATIONS: readonly (readonly string[])[] = [\n",
    );
    for migration in statements::MIGRATIONS {
        let _ = writeln!(text, "  [{}],", migration.iter().map(|statement| template(statement)).collect::<Vec<_>>().join(", "));
    }
    text.push_str("];\n");
    texts(&mut text, statements::ALL);
    text
}

pub(super) fn lua() -> String {
    let mut text = String::new();
    texts(&mut text, scripts::ALL);
    text
}

fn texts(text: &mut String, all: &[(&str, &str)]) {
    for (name, statement) in all {
        let _ = write!(text, "\nexport const {name} = {};\n", template(statement));
    }
}

/// A literal that keeps its lines. Neither language has backticks or `${` in what we say.
fn template(text: &str) -> String {
    assert!(
        !text.contains('`') && !text.contains("${") && !text.contains('\\'),
        "{text} would end or fill the template that it is written into"
    );
    format!("`{text}`")
}

fn cell(next: Next) -> String {
    match next {
        Next::Do(step) => step.as_str().to_owned(),
        Next::Release(reason) => format!("release {}", reason.as_str()),
        // No step is called as a reason is.
        Next::Answer(reason) => reason.as_str().to_owned(),
    }
}

fn union<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\n  | {name:?}")).collect()
}
