//! The package: which parts a file has, how they refer to each other, and the archive around them
//! (ECMA-376-2, Open Packaging Conventions).

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::document::{Mark, Orientation};

use super::DocxError;

/// An archive that parts are added to, in the order they are given.
pub(super) struct Package {
    archive: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    /// Returns an archive without parts.
    pub(super) fn new() -> Self {
        Self { archive: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    /// Returns an archive that has the parts of `archive`, which another package finished, as they
    /// stand there.
    pub(super) fn with_parts_of(archive: &[u8]) -> Result<Self, DocxError> {
        let mut package = Self::new();
        package.archive.merge_archive(ZipArchive::new(Cursor::new(archive))?)?;
        Ok(package)
    }

    /// Adds the part at `path` whole.
    pub(super) fn add(&mut self, path: &str, content: impl AsRef<[u8]>) -> Result<(), DocxError> {
        self.begin(path)?.write_all(content.as_ref())?;
        Ok(())
    }

    /// Begins the part at `path` and returns where its content goes.
    ///
    /// Date, system and permissions are fixed: none of them says anything of the document. The text is
    /// compressed at the level that takes the least time, since it repeats itself close by.
    pub(super) fn begin(&mut self, path: &str) -> Result<impl Write, DocxError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1))
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o644);
        self.archive.start_file(path, options)?;
        Ok(&mut self.archive)
    }

    /// Returns the bytes of the archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, DocxError> {
        Ok(self.archive.finish()?.into_inner())
    }
}

/// The side of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// 单页: the number stands at the right.
    Odd,
    /// 双页: the number stands at the left.
    Even,
}

/// A footer among the parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct FooterPart {
    /// The path in the archive.
    pub(super) path: &'static str,
    /// The identity that sections refer to it by.
    relationship: &'static str,
    /// The pages that it is for.
    pub(super) side: Side,
    /// How those pages are read.
    pub(super) orientation: Orientation,
}

/// The footers of every file.
pub(super) const FOOTERS: [FooterPart; 4] = [
    FooterPart {
        path: "word/footer1.xml",
        relationship: "rId5",
        side: Side::Odd,
        orientation: Orientation::Portrait,
    },
    FooterPart {
        path: "word/footer2.xml",
        relationship: "rId6",
        side: Side::Even,
        orientation: Orientation::Portrait,
    },
    FooterPart {
        path: "word/footer3.xml",
        relationship: "rId7",
        side: Side::Odd,
        orientation: Orientation::Landscape,
    },
    FooterPart {
        path: "word/footer4.xml",
        relationship: "rId8",
        side: Side::Even,
        orientation: Orientation::Landscape,
    },
];

/// The header among the parts of a file that bears a mark.
pub(super) struct HeaderPart {
    /// The path in the archive.
    pub(super) path: &'static str,
    /// The identity that sections refer to it by.
    pub(super) relationship: &'static str,
}

/// The header of every page.
pub(super) const HEADER: HeaderPart = HeaderPart { path: "word/header1.xml", relationship: "rId9" };

/// Returns the relationships of the odd and the even footer of pages with `orientation`.
pub(super) fn footer_relationships(orientation: Orientation) -> (&'static str, &'static str) {
    let [odd, even, landscape_odd, landscape_even] = &FOOTERS;
    match orientation {
        Orientation::Portrait => (odd.relationship, even.relationship),
        Orientation::Landscape => (landscape_odd.relationship, landscape_even.relationship),
    }
}

macro_rules! declaration {
    () => {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    };
}
pub(super) use declaration;

macro_rules! office {
    ($tail:literal) => {
        concat!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/", $tail)
    };
}

macro_rules! wordprocessing {
    ($name:literal) => {
        concat!("application/vnd.openxmlformats-officedocument.wordprocessingml.", $name, "+xml")
    };
}

macro_rules! part {
    ($path:literal, $content_type:expr) => {
        concat!(r#"<Override PartName="/"#, $path, r#"" ContentType=""#, $content_type, r#""/>"#)
    };
}

macro_rules! relationship {
    ($id:literal, $kind:expr, $target:literal) => {
        concat!(
            r#"<Relationship Id=""#,
            $id,
            r#"" Type=""#,
            $kind,
            r#"" Target=""#,
            $target,
            r#""/>"#
        )
    };
}

/// Relationships, unclosed.
macro_rules! relationships {
    ($($entry:expr),+ $(,)?) => {
        concat!(
            declaration!(),
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
            $($entry,)+
        )
    };
}

/// Returns the content type of every part.
pub(super) fn content_types(mark: Option<Mark>) -> String {
    let header = match mark {
        Some(_) => part!("word/header1.xml", wordprocessing!("header")),
        None => "",
    };
    format!("{CONTENT_TYPES}{header}</Types>")
}

/// Returns what the body refers to.
pub(super) fn document_relationships(mark: Option<Mark>) -> String {
    let header = match mark {
        Some(_) => relationship!("rId9", office!("header"), "header1.xml"),
        None => "",
    };
    format!("{DOCUMENT_RELATIONSHIPS}{header}</Relationships>")
}

/// The content types that every file has, unclosed.
const CONTENT_TYPES: &str = concat!(
    declaration!(),
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    part!("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    part!(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    ),
    part!("word/document.xml", wordprocessing!("document.main")),
    part!("word/styles.xml", wordprocessing!("styles")),
    part!("word/settings.xml", wordprocessing!("settings")),
    part!("word/fontTable.xml", wordprocessing!("fontTable")),
    part!("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    part!("word/footer1.xml", wordprocessing!("footer")),
    part!("word/footer2.xml", wordprocessing!("footer")),
    part!("word/footer3.xml", wordprocessing!("footer")),
    part!("word/footer4.xml", wordprocessing!("footer")),
);

/// What the package as a whole refers to.
pub(super) const PACKAGE_RELATIONSHIPS: &str = concat!(
    relationships!(
        relationship!("rId1", office!("officeDocument"), "word/document.xml"),
        relationship!(
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml"
        ),
        relationship!("rId3", office!("extended-properties"), "docProps/app.xml"),
    ),
    "</Relationships>",
);

/// What every body refers to, unclosed.
const DOCUMENT_RELATIONSHIPS: &str = relationships!(
    relationship!("rId1", office!("styles"), "styles.xml"),
    relationship!("rId2", office!("settings"), "settings.xml"),
    relationship!("rId3", office!("fontTable"), "fontTable.xml"),
    relationship!("rId4", office!("theme"), "theme/theme1.xml"),
    relationship!("rId5", office!("footer"), "footer1.xml"),
    relationship!("rId6", office!("footer"), "footer2.xml"),
    relationship!("rId7", office!("footer"), "footer3.xml"),
    relationship!("rId8", office!("footer"), "footer4.xml"),
);
