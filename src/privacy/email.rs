//! Addresses of electronic mail.

use super::reading::Reading;
use super::{Hit, PersonalDatum};

/// The longest name before the sign, and the longest domain (RFC 5321, 4.5.3.1).
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

pub(super) fn find(reading: &Reading) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for at in (0..reading.len()).filter(|index| reading.at(*index) == Some('@')) {
        let mut start = at;
        while at - start < MAX_LOCAL
            && reading
                .before(start)
                .is_some_and(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c))
        {
            start -= 1;
        }
        let mut end = at + 1;
        while end - at < MAX_DOMAIN
            && reading.at(end).is_some_and(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
        {
            end += 1;
        }
        while end > at + 1 && matches!(reading.before(end), Some('.' | '-')) {
            end -= 1;
        }
        while start < at && matches!(reading.at(start), Some('.' | '-' | '+' | '%')) {
            start += 1;
        }
        if start < at && is_domain(&reading.text(at + 1..end)) {
            hits.push(Hit { characters: start..end, kind: PersonalDatum::Email });
        }
    }
    hits
}

/// Returns whether a text is a domain and not the name of a file: names, the last one of letters.
fn is_domain(text: &str) -> bool {
    const FILES: &[&str] =
        &["xlsx", "xls", "docx", "doc", "pdf", "wps", "et", "zip", "rar", "jpg", "png"];
    let Some((names, last)) = text.rsplit_once('.') else { return false };
    names.split('.').all(|name| !name.is_empty())
        && 2 <= last.len()
        && last.chars().all(|c| c.is_ascii_alphabetic())
        && !FILES.contains(&last.to_ascii_lowercase().as_str())
}
