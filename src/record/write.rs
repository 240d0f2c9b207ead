//! Writes a record: JSON with a line for each figure, project and block, the same bytes every time.

use serde::Serialize;

use super::lines::{FigureLine, ProjectLine};
use super::{FORMAT, Record};
use crate::document::Document;

impl Record {
    /// Returns the record's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { program, snapshot, inputs, outputs, fonts } = self;
        let mut writer = Writer { bytes: b"{\n".to_vec() };
        writer.field("format", &FORMAT);
        writer.field("program", program);
        writer.field("form", &snapshot.form);
        writer.field("fiscal_year", &snapshot.fiscal_year);
        writer.field("department", &snapshot.department);
        writer.field("edition", &snapshot.edition);
        writer.field("amount_unit", snapshot.amount_unit.name());
        writer.list("inputs", inputs);
        writer.list("outputs", outputs);
        writer.list("fonts", fonts);
        let figures = snapshot.figures.iter();
        writer.list("figures", figures.map(|(name, figure)| FigureLine::of(name, figure)));
        writer.field("indicators", &snapshot.indicators);
        writer.list("adjustments", &snapshot.adjustments);
        let projects = snapshot.projects.iter();
        writer.list("projects", projects.map(|(id, project)| ProjectLine::of(id, project)));
        writer.document(&snapshot.document);
        writer.bytes
    }
}

/// What has been written.
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Writes a field of the record on a line.
    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.json(name);
        self.text(": ");
        self.json(value);
        self.text(",\n");
    }

    /// Writes a field whose value is a list, a line for each item.
    fn list(&mut self, name: &str, items: impl IntoIterator<Item = impl Serialize>) {
        self.json(name);
        self.text(": ");
        self.items(items);
        self.text(",\n");
    }

    /// Writes a list, a line for each item.
    fn items(&mut self, items: impl IntoIterator<Item = impl Serialize>) {
        self.text("[");
        let mut parted = "\n";
        for item in items {
            self.text(parted);
            self.json(&item);
            parted = ",\n";
        }
        self.text("\n]");
    }

    /// Writes the document, which closes the record, a line for each block.
    fn document(&mut self, document: &Document) {
        self.text("\"document\": {\n");
        self.field("metadata", &document.metadata);
        self.field("mark", &document.mark);
        self.field("page", &document.page);
        self.text("\"sections\": [");
        let mut parted = "";
        for section in &document.sections {
            self.text(parted);
            self.text("{\n");
            self.field("orientation", &section.orientation);
            self.text("\"blocks\": ");
            self.items(&section.blocks);
            self.text("\n}");
            parted = ",\n";
        }
        self.text("]\n}\n}\n");
    }

    fn text(&mut self, text: &str) {
        self.bytes.extend(text.as_bytes());
    }

    fn json(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.bytes, value)
            .expect("memory takes any bytes, and every key of a record is text");
    }
}
