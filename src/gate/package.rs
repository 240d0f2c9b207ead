//! An archive of parts (ECMA-376-2, Open Packaging Conventions), opened so that nothing in it stays
//! unread: no part twice, no byte outside the parts.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::passage::{Passage, PassageKind, Unreadable};

/// The most that the parts of an archive may be together, in bytes.
const MOST_INFLATED: u64 = 256 << 20;
/// The length of the end record of an archive without a comment, in bytes.
const END_RECORD: u64 = 22;
/// The length of a local header without name and extra fields, in bytes.
const LOCAL_HEADER: u64 = 30;
/// What files begin with that have files of their own in them: ZIP, OLE and PDF.
const NESTED: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"];

/// A part of an archive.
pub(super) struct Part {
    /// Its path in the archive.
    pub(super) name: String,
    /// Its bytes, inflated.
    pub(super) bytes: Vec<u8>,
}

impl Part {
    /// Returns the ending of its name, in small letters.
    pub(super) fn ending(&self) -> String {
        self.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase()
    }
}

/// Returns the parts of the archive in `bytes`, in the order of its list, and what the archive itself
/// says: names, comments and extra fields.
///
/// # Errors
/// When two readers of the archive could see different things in it, and when a part is encrypted,
/// too large, broken, or an archive of its own.
pub(super) fn open(bytes: &[u8]) -> Result<(Vec<Part>, Vec<Passage>), Unreadable> {
    let fault = |reason: &str| unreadable("", reason);
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_error| fault("不是完好的压缩包"))?;
    let length = bytes.len() as u64;
    let list = archive.central_directory_start();
    let end = length.checked_sub(END_RECORD).ok_or_else(|| fault("不是完好的压缩包"))?;
    let declared = end_record(bytes, end).ok_or_else(|| fault("压缩包的末尾有多余的内容"))?;
    if declared != archive.len() as u64 {
        return Err(fault("压缩包内有重名的部件"));
    }
    if archive.offset() != 0 {
        return Err(fault("压缩包的开头有多余的内容"));
    }
    let mut parts = Vec::with_capacity(archive.len().min(1024));
    let mut said = Vec::new();
    let mut stretches = Vec::new();
    let mut left = MOST_INFLATED;
    for index in 0..archive.len() {
        let known = archive.name_for_index(index).unwrap_or_default().to_owned();
        let mut file = archive
            .by_index(index)
            .map_err(|_error| unreadable(&known, "加了密，或者压缩方式不能识别"))?;
        if file.name_raw() != file.name().as_bytes() {
            return Err(unreadable(&known, "部件的名称不是 UTF-8"));
        }
        stretches.push(stretch(bytes, &file));
        said.extend(header_text(bytes, &file));
        let mut content = Vec::new();
        let read = file.by_ref().take(left + 1).read_to_end(&mut content);
        read.map_err(|_error| unreadable(&known, "部件已损坏"))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or_else(|| unreadable(&known, "解压后过大"))?;
        if NESTED.iter().any(|magic| content.starts_with(magic)) {
            return Err(unreadable(&known, "内嵌了另一个文件"));
        }
        parts.push(Part { name: known, bytes: content });
    }
    if !are_seamless(stretches, list) {
        return Err(fault("压缩包内有不属于任何部件的内容"));
    }
    let passage =
        |text| Passage { part: "压缩包".to_owned(), text, kind: PassageKind::Settings };
    Ok((parts, said.into_iter().map(passage).collect()))
}

/// Returns how many parts the end record at `end` counts; `None` where there is none, or where it has
/// a comment behind it.
fn end_record(bytes: &[u8], end: u64) -> Option<u64> {
    let record = bytes.get(usize::try_from(end).ok()?..)?;
    let number = |at: usize| Some(u16::from_le_bytes([*record.get(at)?, *record.get(at + 1)?]));
    let is_whole = record.starts_with(b"PK\x05\x06") && number(20)? == 0;
    let size = u32::from_le_bytes(record.get(12..16)?.try_into().ok()?);
    let start = u32::from_le_bytes(record.get(16..20)?.try_into().ok()?);
    let is_next = u64::from(size) + u64::from(start) == end;
    (is_whole && is_next).then_some(u64::from(number(10)?))
}

/// Returns the first byte of a part with its header, and the byte after its last, which may be that of
/// a data descriptor.
fn stretch(bytes: &[u8], file: &ZipFile<'_, Cursor<&[u8]>>) -> (u64, u64) {
    let data = file.data_start().unwrap_or_default();
    let end = data.saturating_add(file.compressed_size());
    let behind = usize::try_from(end).ok().and_then(|end| bytes.get(end..)).unwrap_or_default();
    let (sum, packed, size) = (file.crc32().to_le_bytes(), file.compressed_size(), file.size());
    let signature = &b"PK\x07\x08"[..];
    let long = [signature, &sum, &packed.to_le_bytes(), &size.to_le_bytes()].concat();
    let short = [signature, &sum, &packed.to_le_bytes()[..4], &size.to_le_bytes()[..4]].concat();
    let descriptor = [long, short].into_iter().find(|descriptor| behind.starts_with(descriptor));
    let length = descriptor.map_or(0, |descriptor| descriptor.len() as u64);
    (file.header_start(), end.saturating_add(length))
}

/// Returns whether the parts fill the archive up to its list without a gap.
fn are_seamless(mut stretches: Vec<(u64, u64)>, list: u64) -> bool {
    stretches.sort_unstable();
    let mut at = 0;
    for (start, end) in stretches {
        if start != at {
            return false;
        }
        at = end;
    }
    at == list
}

/// Returns what the headers of a part say: its name, its comment, its extra fields.
fn header_text(bytes: &[u8], file: &ZipFile<'_, Cursor<&[u8]>>) -> Vec<String> {
    let local = file.header_start().saturating_add(LOCAL_HEADER);
    let range =
        usize::try_from(local).ok().zip(file.data_start().and_then(|at| at.try_into().ok()));
    let local = range.and_then(|(start, end): (usize, usize)| bytes.get(start..end));
    let extra = file.extra_data().into_iter().chain(local);
    let mut texts = vec![file.name().to_owned(), file.comment().to_owned()];
    texts.extend(extra.map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
    texts.retain(|text| !text.is_empty());
    texts
}

fn unreadable(part: &str, reason: &str) -> Unreadable {
    let part = if part.is_empty() { "压缩包" } else { part };
    Unreadable { part: part.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// Returns an archive of `parts`.
    pub(in crate::gate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, text) in parts {
            archive.start_file(*name, options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn reason(bytes: &[u8]) -> String {
        open(bytes).err().map_or_else(String::new, |fault| fault.reason)
    }

    #[test]
    fn a_sound_archive_opens_with_all_its_parts() {
        let bytes = archive(&[("a.xml", "<a/>"), ("考务/b.bin", "b")]);
        let (parts, said) = open(&bytes).unwrap();
        let parts: Vec<_> = parts.iter().map(|part| (part.name.as_str(), &*part.bytes)).collect();
        assert_eq!(parts, [("a.xml", &b"<a/>"[..]), ("考务/b.bin", b"b")]);
        assert!(said.iter().any(|passage| passage.text == "考务/b.bin"));
    }

    #[test]
    fn bytes_outside_the_parts_are_refused() {
        let bytes = archive(&[("a.xml", "<a/>"), ("b.xml", "<b/>")]);
        assert_eq!(reason(&[&bytes, &b"tail"[..]].concat()), "压缩包的末尾有多余的内容");
        assert_ne!(reason(&[&b"head"[..], &bytes].concat()), "");
        assert_eq!(reason(b"no archive"), "不是完好的压缩包");
        let mut commented = ZipWriter::new(Cursor::new(Vec::new()));
        commented.set_comment("3842076").unwrap();
        assert_ne!(reason(&commented.finish().unwrap().into_inner()), "");
    }

    #[test]
    fn a_part_that_stands_twice_is_refused() {
        let bytes = archive(&[("word/a.xml", "<a/>"), ("word/b.xml", "<b/>")]);
        // The same name in the local header and in the list.
        let (from, to) = (&b"word/b.xml"[..], &b"word/a.xml"[..]);
        let mut twice = bytes.clone();
        for at in 0..bytes.len() - from.len() {
            if bytes[at..].starts_with(from) {
                twice[at..at + to.len()].copy_from_slice(to);
            }
        }
        assert_eq!(reason(&twice), "压缩包内有重名的部件");
    }

    #[test]
    fn a_file_inside_the_file_is_refused() {
        let inner = "PK\u{3}\u{4}";
        assert_eq!(reason(&archive(&[("word/x.bin", inner)])), "内嵌了另一个文件");
    }

    #[test]
    fn a_part_that_inflates_without_end_is_refused() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("a.xml", SimpleFileOptions::default()).unwrap();
        let megabyte = vec![b' '; 1 << 20];
        for _ in 0..=MOST_INFLATED >> 20 {
            archive.write_all(&megabyte).unwrap();
        }
        assert_eq!(reason(&archive.finish().unwrap().into_inner()), "解压后过大");
    }
}
