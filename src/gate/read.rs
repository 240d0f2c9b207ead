//! Which reader reads which file.

use super::passage::{Passage, Unreadable};
use super::{html, json, pdf, plain, sheet, word};

/// Returns what the file called `name` holds, its name included.
///
/// # Errors
/// When the file cannot be read back whole.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Passage>, Unreadable> {
    let mut passages = match name.rsplit('.').next() {
        Some("docx") => word::read(bytes)?,
        Some("xlsx") => sheet::read(bytes)?,
        Some("pdf") => pdf::read(bytes)?,
        Some("html") => html::read(bytes)?,
        Some("record" | "json") => json::read(bytes),
        _ => unknown(bytes),
    };
    passages.push(Passage::words("文件名", name));
    Ok(passages)
}

/// Returns what kind of file one called `name` is, for people: DOCX.
pub(super) fn ending(name: &str) -> String {
    match name.rsplit('.').next() {
        Some("record") => "记录".to_owned(),
        Some(ending @ ("docx" | "xlsx" | "html" | "pdf" | "json" | "txt")) => {
            ending.to_ascii_uppercase()
        }
        _ => "其他".to_owned(),
    }
}

/// Returns a file of no known kind as text where it is one, and as bytes.
fn unknown(bytes: &[u8]) -> Vec<Passage> {
    let mut passages = plain::read("全文", bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        passages.push(Passage::words("全文", text));
    }
    passages
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::super::package::tests::archive;
    use super::*;

    /// The files that are damaged: an archive, a page, a record, and bytes of no kind.
    fn sound() -> [(&'static str, Vec<u8>); 5] {
        let body = "<w:document><w:p><w:r><w:t>甲&amp;乙</w:t></w:r></w:p></w:document>";
        let sheet = "<worksheet><row><c t='s'><v>0</v></c></row></worksheet>";
        let strings = "<sst><si><t>甲</t></si></sst>";
        [
            ("a.docx", archive(&[("word/document.xml", body), ("word/b.bin", "甲")])),
            (
                "a.xlsx",
                archive(&[("xl/sharedStrings.xml", strings), ("xl/worksheets/s.xml", sheet)]),
            ),
            ("a.html", "<p title='甲'>乙&lt;<script>1</script><!-- 丙".into()),
            ("a.record", r#"{"a":["b",1.5,{"text":"丙"}]}"#.into()),
            ("a.txt", "甲乙".into()),
        ]
    }

    #[test]
    fn sound_files_are_read_with_their_names() {
        for (name, bytes) in sound() {
            let passages = read(name, &bytes).unwrap();
            assert!(passages.iter().any(|passage| passage.text == name), "{name}");
            assert!(
                passages.iter().any(|passage| passage.text.contains('甲')) || name == "a.record"
            );
        }
    }

    proptest! {
        #[test]
        fn no_damage_makes_a_reader_panic(
            file in 0..5_usize,
            length in any::<Index>(),
            changes in vec((any::<Index>(), any::<u8>()), 0..8),
        ) {
            let (name, mut bytes) = sound()[file].clone();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(length.index(bytes.len()) + 1);
            // Either is right; what counts is that it comes back.
            let _passages = read(name, &bytes);
        }

        #[test]
        fn no_bytes_make_a_reader_panic(file in 0..5_usize, bytes in vec(any::<u8>(), 0..400)) {
            let (name, _) = &sound()[file];
            let _passages = read(name, &bytes);
        }
    }
}
