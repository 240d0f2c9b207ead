//! Places as programs are told them: file, bytes, line, column and route.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source::{Allowance, Position, Routes, SourceId, Sources, Span, parse};

/// The places of findings, with the routes of the files that they stand in.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    /// Each file's routes, read when a finding of it is shown.
    routes: BTreeMap<SourceId, Option<Routes>>,
}

/// A place in a file.
pub(super) struct Place<'a> {
    /// The file's name.
    pub(super) path: &'a str,
    /// The first byte and the byte after the last, as they stand in the file.
    pub(super) bytes: (usize, usize),
    /// Where the first character stands.
    pub(super) start: Position,
    /// Where the character after the last stands.
    pub(super) end: Position,
    /// The keys that lead there: `projects[2].score`; `None` where the file is no YAML.
    pub(super) route: Option<String>,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, routes: BTreeMap::new() }
    }

    /// Returns the place at `span`.
    pub(super) fn at(&mut self, span: Span) -> Place<'a> {
        let source = self.sources.get(span.source);
        let range = source.range(span);
        let routes = self.routes.entry(span.source).or_insert_with(|| {
            if Path::new(&source.name).extension().is_some_and(|ending| ending == "html") {
                return None;
            }
            // The tree is not kept after loading; only a program that asks for routes pays for it.
            let parsed = parse(span.source, &source.text, &mut Allowance::default());
            parsed.root.as_ref().map(Routes::of)
        });
        Place {
            path: &source.name,
            bytes: (range.start + source.skipped, range.end + source.skipped),
            start: source.position(range.start),
            end: source.position(range.end),
            route: routes.as_ref().and_then(|routes| routes.to(range.start)),
        }
    }
}
