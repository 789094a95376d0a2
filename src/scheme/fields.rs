//! How the members of a described scheme are taken one by one, so that what is missing, unknown or of the wrong kind is named.

use alloc::{string::String, vec::Vec};

use super::{List, Text, joined, node::Node};
use crate::{Error, url::split_once};

/// Where the first thing that is wrong is kept.
pub(crate) type Wrong<'w> = &'w mut Option<Error>;

pub(crate) fn note(wrong: Wrong<'_>, field: Text, why: &'static str) {
    if wrong.is_none() {
        *wrong = Some(Error::scheme(field, why));
    }
}

pub(crate) const NEEDED: bool = true;
pub(crate) const OPTIONAL: bool = false;

/// Names with a space between them, and what each stands for.
pub(crate) type Choices<T> = (&'static str, &'static [T]);

/// The place of a name among names with a space between them.
#[inline(never)]
pub(crate) fn place_of(name: &str, names: &str) -> Option<usize> {
    let mut rest = names.as_bytes();
    let mut place: usize = 0;
    while !rest.is_empty() {
        let (own, others) = split_once(rest, b' ').unwrap_or((rest, b""));
        if own == name.as_bytes() {
            return Some(place);
        }
        place = place.saturating_add(1);
        rest = others;
    }
    None
}

/// The members of one value that are still to be read.
pub(crate) struct Fields<'w> {
    path: &'static str,
    members: Vec<(String, Node)>,
    pub(crate) wrong: Wrong<'w>,
}

impl<'w> Fields<'w> {
    pub(crate) fn of(node: Node, path: &'static str, wrong: Wrong<'w>) -> Self {
        let Node::Map(members) = node else {
            note(wrong, Text::new(if path.is_empty() { "scheme" } else { path }), "must be an object");
            return Self { path, members: Vec::new(), wrong };
        };
        let mut rest = members.as_slice();
        while let Some(((name, _), others)) = rest.split_first() {
            if others.iter().any(|(own, _)| own == name) {
                note(wrong, Text::new(path), "has a field twice");
            }
            rest = others;
        }
        Self { path, members, wrong }
    }

    pub(crate) fn refuse(&mut self, name: &str, why: &'static str) {
        let dot = if self.path.is_empty() { "" } else { "." };
        note(self.wrong, joined(&[self.path, dot, name]).into(), why);
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<Node> {
        let (_, node) = self.members.iter_mut().find(|(own, _)| own == name)?;
        let node = core::mem::replace(node, Node::Nothing);
        if matches!(node, Node::Nothing) { None } else { Some(node) }
    }

    /// Gives back what was taken and not understood.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn put_back(&mut self, name: &str, node: Option<Node>) {
        let place = self.members.iter_mut().find(|(own, _)| own == name);
        if let Some(((_, place), node)) = place.zip(node) {
            *place = node;
        }
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
            self.refuse(names.first().copied().unwrap_or_default(), "is one of several, of which exactly one must be given");
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

    /// The texts of a list that may be left out; it is empty then.
    #[inline(never)]
    pub(crate) fn texts(&mut self, name: &str, slot: &mut List<Text>) {
        let mut texts = Vec::new();
        for node in self.nodes(name) {
            match node {
                Node::Text(text) => texts.push(text.into()),
                _ => note(self.wrong, Text::new("a list of strings"), "holds something else"),
            }
        }
        *slot = texts.into();
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

    pub(crate) fn one_of<T: Copy>(&mut self, name: &str, (names, values): Choices<T>, slot: &mut T, needed: bool) {
        if let Some(value) = self.choice(name, names, needed).and_then(|place| values.get(place)) {
            *slot = *value;
        }
    }

    #[inline(never)]
    fn choice(&mut self, name: &str, names: &str, needed: bool) -> Option<usize> {
        let mut given = Text::new("");
        if !self.text(name, &mut given, needed) {
            return None;
        }
        let place = place_of(&given, names);
        if place.is_none() {
            self.refuse(name, "is none of the values that it may have");
        }
        place
    }

    /// What stands in a list that may be left out.
    #[inline(never)]
    pub(crate) fn nodes(&mut self, name: &str) -> Vec<Node> {
        match self.take(name) {
            None => {}
            Some(Node::List(nodes)) => return nodes,
            Some(_) => self.refuse(name, "must be a list"),
        }
        Vec::new()
    }

    /// Refuses what was not read.
    pub(crate) fn end(mut self) {
        let members = core::mem::take(&mut self.members);
        if let Some((name, _)) = members.iter().find(|(_, node)| !matches!(node, Node::Nothing)) {
            self.refuse(name, "is no field of a scheme; is it misspelt?");
        }
    }
}
