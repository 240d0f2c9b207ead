//! An independent reader of web pages: the HTML parser of Servo, which reports every parse error.

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page as a browser understands it.
pub(crate) struct WebPage {
    dom: RcDom,
}

/// Which version of a page with changes is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// What was inserted stays.
    Accepted,
    /// What was deleted stays.
    Rejected,
}

impl WebPage {
    /// Reads a page, which must be free of parse errors.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let parser = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
        let dom = parser.from_utf8().one(bytes);
        assert_eq!(*dom.errors.borrow(), [""; 0]);
        Self { dom }
    }

    /// Returns the text of the article without its contents and the hidden names of its tables.
    pub(crate) fn text(&self, version: Version) -> String {
        let article = self.elements("article").pop().expect("a page has an article");
        let mut text = String::new();
        push_text(&mut text, &article, version);
        text
    }

    /// Returns the elements with this name, in order.
    pub(crate) fn elements(&self, name: &str) -> Vec<Handle> {
        self.all().into_iter().filter(|node| element_name(node) == name).collect()
    }

    /// Returns every node, in order.
    pub(crate) fn all(&self) -> Vec<Handle> {
        let mut found = Vec::new();
        let mut pending = vec![self.dom.document.clone()];
        while let Some(node) = pending.pop() {
            pending.extend(node.children.borrow().iter().rev().cloned());
            found.push(node);
        }
        found
    }
}

/// Returns the name of an element, or nothing for other nodes.
pub(crate) fn element_name(node: &Handle) -> String {
    match &node.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => String::new(),
    }
}

/// Returns an element's attribute.
pub(crate) fn attribute(node: &Handle, name: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    let attributes = attrs.borrow();
    let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}

/// Returns all the text in `node`.
pub(crate) fn text_of(node: &Handle) -> String {
    let mut text = String::new();
    push_text(&mut text, node, Version::Accepted);
    text
}

fn push_text(text: &mut String, node: &Handle, version: Version) {
    if let NodeData::Text { contents } = &node.data {
        text.push_str(&contents.borrow());
    }
    let gone = match version {
        Version::Accepted => "del",
        Version::Rejected => "ins",
    };
    let element = element_name(node);
    let hidden = attribute(node, "class").is_some_and(|class| class == "name");
    // A drawing says its words once more.
    let is_spoken = element == "title" && attribute(node, "id").is_some();
    if element == "nav" || is_spoken || element == gone || hidden {
        return;
    }
    for child in node.children.borrow().iter() {
        push_text(text, child, version);
    }
}
