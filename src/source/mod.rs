//! Source text: the files of a filing, byte spans into them, and their YAML as a spanned tree.
//!
//! It does not know what the YAML means; `model` reads the tree.

mod span;
mod sources;
mod disk;
mod edit;
mod encoding;
mod fault;
mod node;
mod coverage;
mod route;
mod yaml;
mod yaml_message;
mod placed_text;

pub use coverage::Coverage;
pub use disk::{MAX_FILE_BYTES, MAX_FILES, OpenError, Opened, load, load_within, read_bytes};
pub use edit::{Edit, apply};
pub use fault::{FaultKind, SourceFault};
pub use node::{Comment, Entry, Node, NodeValue, Scalar, ScalarStyle};
pub use placed_text::{KeptBreaks, PlacedText, is_chinese};
pub use route::Routes;
pub use sources::{Position, Source, Sources};
pub use span::{SourceId, Span, Spanned};
pub use yaml::{
    Allowance, MAX_DEPTH, MAX_NODES, MAX_REPEATED_BYTES, MAX_REPEATED_NODES, Parsed, parse,
};
