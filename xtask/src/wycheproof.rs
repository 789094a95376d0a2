//! Which of Wycheproof's HMAC cases become vectors, and what is expected of each.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use wycheproof::TestResult;
use wycheproof::mac::{TestName, TestSet};

/// An algorithm's test set, its name in a scheme, the bytes of a whole tag.
const SETS: [(TestName, &str, usize); 4] = [
    (TestName::HmacSha1, "hmac-sha1", 20),
    (TestName::HmacSha256, "hmac-sha256", 32),
    (TestName::HmacSha384, "hmac-sha384", 48),
    (TestName::HmacSha512, "hmac-sha512", 64),
];

/// Writes one vector file for each algorithm into `folder`.
pub(crate) fn export(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (name, algorithm, whole) in SETS {
        let file = json!({
            "about": format!("Wycheproof's {algorithm} cases, from the crate `wycheproof`, as deliveries of a scheme that signs the body alone."),
            "vectors": vectors(name, algorithm, whole)?,
        });
        fs::write(folder.join(algorithm).with_extension("json"), serde_json::to_vec(&file)?)?;
    }
    Ok(())
}

fn vectors(name: TestName, algorithm: &str, whole: usize) -> Result<Vec<Value>> {
    let set = TestSet::load(name).map_err(|error| anyhow!("Wycheproof's {algorithm} cases: {error}"))?;
    let tests = set.test_groups.iter().flat_map(|group| &group.tests);
    Ok(tests
        .map(|test| {
            let expect = if test.key.is_empty() {
                json!({ "code": "missing_secret" })
            } else if test.tag.len() != whole {
                // Wycheproof accepts tags that were cut short; a webhook's signature is the whole tag.
                json!({ "code": "malformed_signature" })
            } else if test.result == TestResult::Valid {
                json!({ "ok": { "keyIndex": 0, "covers": ["body"] } })
            } else {
                json!({ "code": "signature_mismatch" })
            };
            json!({
                "name": format!("wycheproof {algorithm} {}: {}", test.tc_id, test.comment),
                "scheme": {
                    "name": "wycheproof",
                    "algorithm": algorithm,
                    "message": ["body"],
                    "signature": { "header": "X-Signature", "encoding": "hex" },
                },
                "secrets": [{ "hex": hex::encode(&test.key) }],
                "options": { "allowWeakSecrets": true },
                "request": {
                    "headers": [["X-Signature", hex::encode(&test.tag)]],
                    "body": { "hex": hex::encode(&test.msg) },
                },
                "now": 1_782_190_000,
                "expect": expect,
            })
        })
        .collect())
}
