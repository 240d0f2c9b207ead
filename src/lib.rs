//! Writes and checks the yearly performance self-evaluation filings of Chinese budget departments.
//!
//! Data runs one way through the modules below, which stand in reading order: a filing's YAML
//! becomes a model, the model figures, figures and templates a document, the document pages and
//! bytes. ARCHITECTURE.md says what each module owns and which others it may use.

pub mod source;
pub mod diagnostic;
pub mod quantity;
pub mod privacy;
pub mod document;
pub mod form;
pub mod model;
pub mod rollover;
pub mod edition;
pub mod figures;
pub mod consolidation;
pub mod disclosure;
pub mod county;
pub mod workbook;
pub mod import;
pub mod ledger;
pub mod inference;
pub mod checks;
pub mod answer;
pub mod template;
pub mod fonts;
pub mod layout;
pub mod writer;
pub mod record;
pub mod gate;
pub mod diff;
pub mod pipeline;
pub mod batch;
pub mod cli;
