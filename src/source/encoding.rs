//! Says in which encoding a file that is not UTF-8 was probably saved.

use super::{FaultKind, SourceFault, Sources, Span};

/// Returns the fault of a file whose bytes stop being UTF-8 text at the offset `at`.
///
/// The file joins `sources` with its readable beginning, so that the place can be shown.
pub(super) fn fault(sources: &mut Sources, name: &str, bytes: Vec<u8>, at: usize) -> SourceFault {
    let likely = likely_encoding(&bytes, at);
    let mut text = bytes;
    text.truncate(at);
    let mut text = String::from_utf8(text).unwrap_or_default();
    text.push('\u{fffd}');
    let source = sources.add(name, text);
    let start = at - sources.get(source).skipped.min(at);
    SourceFault {
        kind: FaultKind::Encoding,
        message: match likely {
            Some(encoding) => format!("文件不是 UTF-8 编码，看起来是 {encoding}"),
            None => "文件不是 UTF-8 编码的文字".to_owned(),
        },
        span: Span { source, start, end: start + '\u{fffd}'.len_utf8() },
        help: vec!["用记事本打开，选“另存为”，把编码改成 UTF-8 再保存".to_owned()],
    }
}

/// Returns the name of the encoding that the bytes look like.
fn likely_encoding(bytes: &[u8], at: usize) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16（记事本里叫“Unicode”）");
    }
    if bytes.contains(&0) {
        // ASCII keys make every other byte of UTF-16 zero; scattered zeros are no text at all.
        let zeros = bytes.iter().take(512).filter(|byte| **byte == 0).count();
        return (zeros * 4 >= bytes.len().min(512)).then_some("UTF-16（记事本里叫“Unicode”）");
    }
    is_gbk(bytes.get(at..)?).then_some("GBK（记事本里叫“ANSI”）")
}

/// Returns whether the bytes pair up as GBK (GB 18030's two-byte part) from the first one on.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(lead) = rest.next() {
        match lead {
            0x00..=0x7f => {}
            0x81..=0xfe => match rest.next() {
                Some(0x40..=0x7e | 0x80..=0xfe) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}
