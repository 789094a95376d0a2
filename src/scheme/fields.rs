//! How the members of a described scheme are taken one by one, so that what is missing, unknown or of the wrong kind is named.

use alloc::{string::String, vec::Vec};

use super::{List, Text, node::Node};
use crate::Error;

/// Where the first thing that is wrong is kept.
pub(crate) type Wrong<'w> = &'w mut Option<Error>;

pub(crate) fn note(wrong: Wrong<'_>, field: impl Into<Text>, why: &'static str) {
    if wrong.is_none() {
        *wrong = Some(Error::scheme(field, why));
    }
}

pub(crate) const NEEDED: bool = true;
pub(crate) const OPTIONAL: bool = false;

/// The members of one value that are still to be read.
pub(crate) struct Fields<'w> {
    path: &'static str,
    members: Vec<(String, Node)>,
    pub(crate) wrong: Wrong<'w>,
}

impl<'w> Fields<'w> {
    pub(crate) fn of(node: Node, path: &'static str, wrong: Wrong<'w>) -> Self {
        let Node::Map(members) = node else {
            note(wrong, if path.is_empty() { "scheme" } else { path }, "must be an object");
            return Self { path, members: Vec::new(), wrong };
        };
        let repeated = |(place, (name, _)): (usize, &(String, Node))| members.iter().take(place).any(|(own, _)| own == name);
        if members.iter().enumerate().any(repeated) {
            note(wrong, path, "has a field twice");
        }
        Self { path, members, wrong }
    }

    pub(crate) fn refuse(&mut self, name: &str, why: &'static str) {
        let dot = if self.path.is_empty() { "" } else { "." };
        note(self.wrong, [self.path, dot, name].concat(), why);
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<Node> {
        let place = self.members.iter().position(|(own, _)| own == name)?;
        Some(self.members.swap_remove(place).1).filter(|node| !matches!(node, Node::Nothing))
    }

    /// A member that may have to be there.
    pub(crate) fn expect(&mut self, name: &str, needed: bool) -> Option<Node> {
        let node = self.take(name);
        if needed && node.is_none() {
            self.refuse(name, "is missing");
        }
        node
    }

    /// Whether the member was given.
    pub(crate) fn text(&mut self, name: &str, slot: &mut Text, needed: bool) -> bool {
        match self.expect(name, needed) {
            None => return false,
            Some(Node::Text(text)) => *slot = text.into(),
            Some(_) => self.refuse(name, "must be a string"),
        }
        true
    }

    /// The text of a member that may be left out.
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    pub(crate) fn optional(&mut self, name: &str) -> Option<Text> {
        let mut text = Text::new("");
        self.text(name, &mut text, OPTIONAL).then_some(text)
    }

    /// Which of several members was given, by index; exactly one must be.
    pub(crate) fn one_given(&mut self, names: &[&'static str], slot: &mut Text) -> usize {
        let (mut given, mut which) = (0_usize, 0);
        for (index, name) in names.iter().enumerate() {
            if self.text(name, slot, OPTIONAL) {
                given = given.saturating_add(1);
                which = index;
            }
        }
        if given != 1 {
            self.refuse(
                names.first().copied().unwrap_or_default(),
                "is one of several fields of which exactly one must be given; see the shape of a scheme",
            );
        }
        which
    }

    /// A whole number that may be left out.
    pub(crate) fn whole(&mut self, name: &str, needed: bool) -> Option<u32> {
        match self.expect(name, needed)? {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a whole number of 32 bits")]
            Node::Number(number) if number >= 0.0 && number <= f64::from(u32::MAX) && number % 1.0 == 0.0 => Some(number as u32),
            _ => {
                self.refuse(name, "must be a whole number");
                None
            }
        }
    }

    pub(crate) fn texts(&mut self, name: &'static str, slot: &mut List<Text>) {
        self.list(name, slot, |node, wrong| match node {
            Node::Text(text) => text.into(),
            _ => {
                note(wrong, "a list of strings", "holds something else");
                Text::new("")
            }
        });
    }

    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Node::Flag(flag)) => flag,
            Some(_) => {
                self.refuse(name, "must be true or false");
                false
            }
        }
    }

    pub(crate) fn one_of<T: Copy>(&mut self, name: &str, choices: &[(&str, T)], slot: &mut T, needed: bool) {
        let mut given = Text::new("");
        if !self.text(name, &mut given, needed) {
            return;
        }
        match choices.iter().find(|(own, _)| *own == given.as_str()) {
            Some((_, choice)) => *slot = *choice,
            None => self.refuse(name, "is none of the values that it may have; see the shape of a scheme"),
        }
    }

    pub(crate) fn list<T: Clone>(&mut self, name: &str, slot: &mut List<T>, read: fn(Node, Wrong<'_>) -> T) {
        match self.take(name) {
            None => {}
            Some(Node::List(nodes)) => *slot = nodes.into_iter().map(|node| read(node, self.wrong)).collect::<Vec<T>>().into(),
            Some(_) => self.refuse(name, "must be a list"),
        }
    }

    /// Refuses what was not read.
    pub(crate) fn end(mut self) {
        let unknown = self.members.iter().position(|(_, node)| !matches!(node, Node::Nothing));
        if let Some((name, _)) = unknown.map(|place| self.members.swap_remove(place)) {
            self.refuse(&name, "is no field of a scheme; is it misspelt?");
        }
    }
}
