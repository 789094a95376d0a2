//! What the tests of both families share: published cases, keys, rings that know one answer, and descriptions as nodes.

use serde_json::Value;

use super::KeyRing;
use crate::{
    Code, Error, RawRequest, Secret,
    encoding::decode_secret,
    key::{Key, Keys, no_keys},
    limits,
    mac::Tag,
    scheme::{Algorithm, Node, Scheme},
    webhook::Allow,
};

/// The profile of a scheme of the catalogue.
macro_rules! profiles {
    ($family:ident: $($name:ident)*) => {
        $(pub(super) static $name: std::sync::LazyLock<Profile> = std::sync::LazyLock::new(|| match &crate::providers::$name.family {
            Some(crate::family::Family::$family(profile)) => profile.clone(),
            _ => panic!("not of this family"),
        });)*
    };
}
pub(crate) use profiles;

/// Header names and values.
pub(crate) type Headers = Vec<(String, String)>;

/// The keys of these secrets.
pub(crate) fn keys<'s, S: Into<Secret<'s>> + Copy>(algorithm: Algorithm, secrets: &[S]) -> Keys {
    let scheme = Scheme::new("test", algorithm);
    let mut keys = no_keys();
    for (index, (place, secret)) in keys.iter_mut().zip(secrets).enumerate() {
        *place = Some(Key::new(&scheme, (*secret).into(), Allow::default(), index, None).unwrap());
    }
    keys
}

/// A ring that is asked for exactly this message and signature, as a public key would be.
pub(crate) struct Expecting {
    pub(crate) message: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

impl KeyRing for Expecting {
    fn first_match(&self, message: &[u8], signature: &[u8]) -> Option<usize> {
        (self.message == message && self.signature == signature).then_some(0)
    }

    fn sign(&self, _: &[u8]) -> Result<Tag, Error> {
        panic!("nothing is signed here");
    }
}

/// A ring that must not be asked.
pub(crate) struct Untouched;

impl KeyRing for Untouched {
    fn first_match(&self, _: &[u8], _: &[u8]) -> Option<usize> {
        panic!("a key was asked about what the profile refuses");
    }

    fn sign(&self, _: &[u8]) -> Result<Tag, Error> {
        panic!("nothing is signed here");
    }
}

/// A case that somebody published.
pub(crate) struct Published {
    pub(crate) scheme: String,
    pub(crate) name: String,
    pub(crate) secret: String,
    /// A JWK; empty where there is a secret.
    pub(crate) public_key: String,
    pub(crate) signed_content: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Headers,
    pub(crate) body: String,
    pub(crate) now: i64,
    pub(crate) expect: Option<Code>,
}

impl Published {
    /// Those of one family, told by whether they are HTTP message signatures.
    pub(crate) fn all(of_http: bool) -> Vec<Self> {
        let values: Vec<Value> = serde_json::from_str(include_str!("../../tests/vectors/generate/published-families.json")).unwrap();
        values.iter().filter(|value| value.get("signedContent").is_some() == of_http).map(Self::read).collect()
    }

    fn read(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let headers = value["headers"].as_array().unwrap().iter();
        let expect = text("expect");
        Self {
            scheme: text("scheme"),
            name: text("name"),
            secret: text("secret"),
            public_key: value.get("publicKey").map(Value::to_string).unwrap_or_default(),
            signed_content: text("signedContent"),
            method: text("method"),
            url: text("url"),
            headers: headers.map(|pair| (pair[0].as_str().unwrap().into(), pair[1].as_str().unwrap().into())).collect(),
            body: value["body"]["utf8"].as_str().unwrap().into(),
            now: value["now"].as_i64().unwrap(),
            expect: if expect == "ok" { None } else { Some(*Code::ALL.iter().find(|code| code.as_str() == expect).unwrap()) },
        }
    }

    pub(crate) fn request(&self) -> RawRequest<'_, String, String> {
        let request = RawRequest::new(&self.headers, self.body.as_bytes()).url(&self.url);
        if self.method.is_empty() { request } else { request.method(&self.method) }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value).unwrap()
    }

    /// The secret, decoded from base64.
    pub(crate) fn decoded_secret(&self) -> Vec<u8> {
        decode_secret(self.secret.as_bytes(), &mut [0; limits::DECODED_SECRET_BYTES]).unwrap().to_vec()
    }
}

/// A description in JSON as a node.
pub(crate) fn node(value: &Value) -> Node {
    match value {
        Value::Null => Node::Nothing,
        Value::Bool(flag) => Node::Flag(*flag),
        Value::Number(number) => Node::Number(number.as_f64().unwrap()),
        Value::String(text) => Node::Text(text.clone()),
        Value::Array(values) => Node::List(values.iter().map(node).collect()),
        Value::Object(members) => Node::Map(members.iter().map(|(name, value)| (name.clone(), node(value))).collect()),
    }
}
