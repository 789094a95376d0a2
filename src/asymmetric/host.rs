//! From where a caller may fetch the certificate that a message names: the decision alone, nothing is fetched.

/// Whether a URL is `https` on one of these hosts, with no user, no port, and nothing that two readers could read differently.
///
/// A pattern is a host name in lower case. A first label `*` stands for one label or more, and `<region>` as a label for the name of
/// an AWS region (`us-east-1`, `us-gov-west-1`): a mere wildcard there would let in `sns.s3-us-west-2.amazonaws.com`, which is
/// anyone's bucket named `sns`.
///
/// ```
/// use countersign::asymmetric::host_allowed;
///
/// assert!(host_allowed("https://api.paypal.com/v1/notifications/certs/CERT-360caa42", &["*.paypal.com"]));
/// assert!(!host_allowed("https://api.paypal.com.example/certs/CERT-360caa42", &["*.paypal.com"]));
/// assert!(host_allowed("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem", &["sns.<region>.amazonaws.com"]));
/// ```
#[must_use]
pub fn host_allowed(url: &str, patterns: &[&str]) -> bool {
    let legible =
        url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}'));
    // Nothing but a `/` ends the host, so a user or a port makes it one that no pattern takes.
    let host = url.strip_prefix("https://").and_then(|rest| rest.split_once('/')).map(|(host, _)| host);
    legible && host.is_some_and(|host| name_allowed(host, patterns))
}

/// Whether a host name fits one of these patterns.
pub(super) fn name_allowed(host: &str, patterns: &[&str]) -> bool {
    let name =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    host.len() <= 253 && host.split('.').all(name) && patterns.iter().any(|pattern| fits(host, pattern))
}

fn fits(host: &str, pattern: &str) -> bool {
    if let Some(suffix) = pattern.strip_prefix('*') {
        return suffix.starts_with('.') && host.len() > suffix.len() && host.ends_with(suffix);
    }
    let (mut labels, mut wanted) = (host.split('.'), pattern.split('.'));
    loop {
        match (labels.next(), wanted.next()) {
            (None, None) => return true,
            (Some(label), Some("<region>")) if is_region(label) => {}
            (Some(label), Some(wanted)) if label == wanted => {}
            _ => return false,
        }
    }
}

/// `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`: words of letters alone, then a number.
fn is_region(label: &str) -> bool {
    let Some((words, number)) = label.rsplit_once('-') else { return false };
    let numbered = matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = words.split('-');
    let word = |word: &str| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    numbered && words.next().is_some_and(word) && words.clone().next().is_some() && words.all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNS: &[&str] = &["sns.<region>.amazonaws.com", "sns.<region>.amazonaws.com.cn"];

    #[test]
    fn a_certificate_comes_from_the_vendor_alone() {
        for url in [
            "https://api.paypal.com/c",
            "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1?x=y#z",
            "https://a.paypal.com/@b:80/",
        ] {
            assert!(host_allowed(url, &["*.paypal.com"]), "{url}");
        }
        for url in [
            "http://api.paypal.com/c",
            "HTTPS://api.paypal.com/c",
            "https:api.paypal.com/c",
            "https:///api.paypal.com/c",
            "//api.paypal.com/c",
            "https://api.paypal.com",
            "https://api.paypal.com?/",
            "https://paypal.com/c",
            "https://.paypal.com/c",
            "https://evilpaypal.com/c",
            "https://api.paypal.com.evil.example/c",
            "https://evil.example/api.paypal.com/c",
            "https://evil.example#.paypal.com/c",
            "https://evil.example?.paypal.com/c",
            "https://evil.example\\.paypal.com/c",
            "https://evil.example\\@api.paypal.com/c",
            "https://api.paypal.com@evil.example/c",
            "https://user@api.paypal.com/c",
            "https://user:pass@api.paypal.com/c",
            "https://api.paypal.com:443/c",
            "https://api.paypal.com:/c",
            "https://api.paypal.com./c",
            "https://API.paypal.com/c",
            "https://api..paypal.com/c",
            "https://evil%2eexample%2f.paypal.com/c",
            "https://\u{430}pi.paypal.com/c",
            "https://evil.example\t.paypal.com/c",
            "https://api.paypal.com/c d",
            " https://api.paypal.com/c",
            "https://[::1].paypal.com/c",
            "",
        ] {
            assert!(!host_allowed(url, &["*.paypal.com"]), "{url}");
        }
    }

    #[test]
    fn a_region_is_a_region_and_no_bucket() {
        for region in ["us-east-1", "us-gov-west-1", "ap-southeast-7", "us-isob-east-1", "eusc-de-east-1"] {
            assert!(host_allowed(&["https://sns.", region, ".amazonaws.com/SimpleNotificationService-0.pem"].concat(), SNS), "{region}");
        }
        assert!(host_allowed("https://sns.cn-north-1.amazonaws.com.cn/a.pem", SNS));
        for region in [
            "s3",
            "s3-us-west-2",
            "s3.us-west-2",
            "us-east",
            "us-1",
            "1",
            "us-east-111",
            "us-east-a",
            "us--east-1",
            "-east-1",
            "us-east-1.evil",
            "u-east-1",
            "",
        ] {
            assert!(!host_allowed(&["https://sns.", region, ".amazonaws.com/a.pem"].concat(), SNS), "{region}");
        }
        assert!(!host_allowed("https://sns.us-east-1.amazonaws.com.evil/a.pem", SNS));
        assert!(!host_allowed("https://sqs.us-east-1.amazonaws.com/a.pem", SNS));
    }

    #[test]
    fn no_pattern_and_a_bare_star_allow_nothing() {
        assert!(!host_allowed("https://api.paypal.com/c", &[]));
        assert!(!host_allowed("https://api.paypal.com/c", &["*", "", "*paypal.com"]));
    }
}
