//! What `check` says of a filing: each finding with its code and its line.

use std::fs;
use std::path::Path;

use crate::harness::Workplace;

/// The findings of one filing.
pub(crate) struct Findings {
    /// The findings as they were printed, one a line.
    pub(crate) text: String,
    /// The findings in order.
    pub(crate) all: Vec<Finding>,
}

/// One finding.
pub(crate) struct Finding {
    pub(crate) severity: String,
    pub(crate) code: String,
    /// The path of its file.
    pub(crate) file: String,
    /// Its line, counted from 1.
    pub(crate) line: usize,
}

impl Findings {
    /// Checks the filing at `path`.
    pub(crate) fn of(path: &Path) -> Self {
        let arguments = ["check", path.to_str().unwrap(), "--output-format", "concise"];
        let text = Workplace::empty().run(&arguments).stdout;
        let all = text.lines().map(Finding::read).collect();
        Self { text, all }
    }

    /// Returns the findings that are errors.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter().filter(|finding| finding.severity == "错误")
    }

    /// Returns the findings of `code`.
    pub(crate) fn of_code(&self, code: &str) -> impl Iterator<Item = &Finding> {
        self.all.iter().filter(move |finding| finding.code == code)
    }

    /// Returns whether `code` stands at a line of the file called `name` that contains `words`.
    pub(crate) fn are_at(&self, code: &str, name: &str, words: &str) -> bool {
        self.of_code(code)
            .any(|finding| finding.file.ends_with(name) && finding.words().contains(words))
    }
}

impl Finding {
    /// Reads `file:line:column: 错误[F201] message`.
    fn read(line: &str) -> Self {
        let (place, rest) = line.split_once(": ").unwrap();
        let (severity, rest) = rest.split_once('[').unwrap();
        let (code, _message) = rest.split_once(']').unwrap();
        let mut place = place.rsplitn(3, ':').skip(1);
        let (row, file) = (place.next().unwrap(), place.next().unwrap());
        Self {
            severity: severity.to_owned(),
            code: code.to_owned(),
            file: file.to_owned(),
            line: row.parse().unwrap(),
        }
    }

    /// Returns the line that it points to.
    fn words(&self) -> String {
        let text = fs::read_to_string(&self.file).unwrap();
        text.lines().nth(self.line - 1).unwrap().to_owned()
    }
}
