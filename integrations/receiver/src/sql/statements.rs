//! The core's statements, as one server takes them over one table; and texts as a column takes them.

use countersign::receiver::sql;

use super::Server;

macro_rules! statements {
    ($($field:ident = $constant:ident;)*) => {
        #[derive(Debug)]
        pub(super) struct Statements {
            $(pub(super) $field: String,)*
            pub(super) migrations: Vec<Vec<String>>,
        }

        impl Statements {
            pub(super) fn new<D: Server>(table: &str) -> Self {
                let own = |statement: &str| D::DIALECT.statement(statement, table);
                Self {
                    $($field: own(sql::$constant),)*
                    migrations: sql::MIGRATIONS.iter().map(|migration| migration.iter().map(|statement| own(statement)).collect()).collect(),
                }
            }
        }
    };
}

statements! {
    versions = VERSIONS;
    has_version = HAS_VERSION;
    add_version = ADD_VERSION;
    claim = CLAIM;
    claimed = CLAIMED;
    keep = KEEP;
    kept = KEPT;
    look = LOOK;
    complete = COMPLETE;
    release = RELEASE;
    extend = EXTEND;
    bury = BURY;
    take = TAKE;
    dead = DEAD;
    revive = REVIVE;
    clean = CLEAN;
}

/// A sender's text, for people: PostgreSQL takes no NUL, no log wants control characters, and nobody reads more than 255 characters.
pub(super) fn shown(text: Option<&str>) -> Option<String> {
    text.map(|text| text.chars().take(255).map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect())
}

/// An error's text: its lines stay lines.
pub(super) fn said(text: Option<&str>) -> Option<String> {
    text.map(|text| text.replace('\0', "\u{FFFD}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_into_any_column() {
        assert_eq!(shown(Some("a\0b\n\u{85}c")).as_deref(), Some("a\u{FFFD}b\u{FFFD}\u{FFFD}c"));
        assert_eq!(shown(Some(&"ü".repeat(300))).map(|text| text.chars().count()), Some(255));
        assert_eq!(shown(None), None);
        assert_eq!(said(Some("one\ntwo\0")).as_deref(), Some("one\ntwo\u{FFFD}"));
    }
}
