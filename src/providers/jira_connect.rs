//! Jira and Confluence Connect apps.

use crate::{
    Scheme,
    jws::{Profile, Start},
    scheme::Algorithm,
};

/// Requests of an Atlassian host to a Connect app: a token with a hash of method, path and query. The body is not covered.
///
/// The path is relative to the app's `baseUrl`: hand in the URL without what that has of a path. Each installation has its own
/// shared secret and names itself in `iss`; give the secret of the installation that the request is for. Tokens of the install
/// and uninstall callbacks are signed by another key (RS256) and are not this profile; context tokens, whose `qsh` is fixed,
/// bind nothing and are refused. The vendor recommends that a token lasts 3 minutes, and its library for Java allows clocks
/// to differ by 30 seconds.
///
/// Docs: <https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/> and
/// <https://developer.atlassian.com/cloud/bitbucket/query-string-hash>, where the rules of the hash stand.
pub const JIRA_CONNECT: Scheme = Scheme::jws(
    "jira-connect",
    Profile::new(Algorithm::HmacSha256, "Authorization").prefix("JWT ").made(Start::IssuedAt, 30).lifetime(180).request("qsh"),
)
.described("Atlassian Connect", "https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/");
