//! The language of templates: `{{ path }}`, `{% if %}` and `{% for %}`, checked before compiling.
//!
//! Tera takes an unknown name in a condition for false and compares printed texts; here every path
//! is looked up in the schema, a figure can only be quoted, and conditions are tests and flags.

use std::collections::BTreeMap;
use std::ops::Range;

use super::conditions;
use super::schema::{LOOP, Record, Scope, Shape};
use super::syntax::{Piece, Word, WordKind};
use crate::county::RowField;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::figures::ProjectField;
use crate::source::{SourceId, Span};

/// What a template names, each with the place where it does so first.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    fields: BTreeMap<(&'static str, &'static str), Range<usize>>,
    figures: BTreeMap<(Scope, String), Range<usize>>,
    tested: BTreeMap<String, Range<usize>>,
}

impl Uses {
    /// Returns where the template names `field` of the record called `record`, if it does.
    pub(super) fn field(&self, record: &'static str, field: &'static str) -> Option<&Range<usize>> {
        self.fields.get(&(record, field))
    }

    /// Returns the names of the figures that the template quotes below `scope`, with their places.
    pub(super) fn figures(&self, scope: Scope) -> impl Iterator<Item = (&str, &Range<usize>)> {
        let quoted = self.figures.range((scope, String::new())..);
        quoted
            .take_while(move |((at, _), _)| *at == scope)
            .map(|((_, n), range)| (n.as_str(), range))
    }

    /// Returns the names of the figures that conditions ask for, with their places.
    pub(super) fn tested(&self) -> impl Iterator<Item = (&str, &Range<usize>)> {
        self.tested.iter().map(|(name, range)| (name.as_str(), range))
    }
}

/// Checks the tags of template `source`, and returns what it names.
///
/// # Errors
/// Every fault: T602 for a name that is not there, T601 for everything else.
pub(super) fn check(
    source: SourceId,
    text: &str,
    pieces: &[Piece],
    view: &'static Record,
) -> Result<Uses, Vec<Diagnostic>> {
    let mut checker =
        Checker { source, text, view, uses: Uses::default(), open: Vec::new(), faults: Vec::new() };
    for piece in pieces {
        match piece {
            Piece::Text(_) | Piece::Comment => {}
            Piece::Output(range, words) => checker.output(range, words),
            Piece::Statement(range, words) => checker.statement(range, words),
        }
    }
    for Open { keyword, range, .. } in std::mem::take(&mut checker.open) {
        let message = format!("“{{% {keyword} %}}”没有对应的“{{% end{keyword} %}}”");
        checker.syntax(&range, message);
    }
    if checker.faults.is_empty() { Ok(checker.uses) } else { Err(checker.faults) }
}

/// A statement that is still open.
struct Open<'a> {
    keyword: &'static str,
    range: Range<usize>,
    /// The name that a `for` gives its elements, and their shape.
    binding: Option<(&'a str, Shape)>,
    has_else: bool,
}

struct Checker<'a> {
    source: SourceId,
    text: &'a str,
    /// What the template sees.
    view: &'static Record,
    uses: Uses,
    open: Vec<Open<'a>>,
    faults: Vec<Diagnostic>,
}

/// A path as written, and what the schema has there.
struct Path {
    shape: Shape,
    range: Range<usize>,
    /// The name of the figure, where the path names one by its whole name.
    figure: Option<String>,
}

impl<'a> Checker<'a> {
    fn output(&mut self, range: &Range<usize>, words: &[Word]) {
        let Some(length) = self.path_length(words).filter(|length| *length == words.len()) else {
            let message = "“{{ }}”里只能写一个名称，不能有过滤器、运算或函数";
            return self.syntax(range, message);
        };
        let Some(path) = self.resolve(&words[..length]) else { return };
        match path.shape {
            Shape::Text | Shape::Count => {}
            Shape::Figures(_) => {
                self.unknown(&path.range, "这里要写出数字的名称".to_owned(), &[]);
            }
            Shape::Record(_) | Shape::List(_) | Shape::Flag | Shape::Word(_) => {
                let message = format!("“{}”不是可以写进正文的文字", self.slice(&path.range));
                self.syntax(&path.range, message);
            }
        }
    }

    fn statement(&mut self, range: &Range<usize>, words: &[Word]) {
        let Some((first, rest)) = words.split_first() else {
            return self.syntax(range, "空的“{% %}”");
        };
        match self.slice(&first.range) {
            "if" => {
                self.condition(range, rest);
                self.enter("if", range, None);
            }
            "elif" => {
                if !self.open.last().is_some_and(|open| open.keyword == "if" && !open.has_else) {
                    return self.syntax(range, "“{% elif %}”前面没有“{% if %}”");
                }
                self.condition(range, rest);
            }
            "else" if rest.is_empty() => match self.open.last_mut() {
                Some(open) if !open.has_else => open.has_else = true,
                _ => self.syntax(range, "“{% else %}”前面没有“{% if %}”或“{% for %}”"),
            },
            "for" => self.iteration(range, rest),
            "endif" if rest.is_empty() => self.leave("if", range),
            "endfor" if rest.is_empty() => self.leave("for", range),
            other => {
                let message = format!("不认识的模板语句“{other}”：模板只用 if 和 for");
                self.syntax(range, message);
            }
        }
    }

    fn enter(
        &mut self,
        keyword: &'static str,
        range: &Range<usize>,
        binding: Option<(&'a str, Shape)>,
    ) {
        self.open.push(Open { keyword, range: range.clone(), binding, has_else: false });
    }

    fn leave(&mut self, keyword: &'static str, range: &Range<usize>) {
        if self.open.pop_if(|open| open.keyword == keyword).is_none() {
            let message = format!("“{{% end{keyword} %}}”前面没有“{{% {keyword} %}}”");
            self.syntax(range, message);
        }
    }

    /// Checks `for name in path`.
    fn iteration(&mut self, range: &Range<usize>, words: &[Word]) {
        let binding = match words {
            [name, keyword, path @ ..]
                if name.kind == WordKind::Name
                    && self.slice(&keyword.range) == "in"
                    && self.path_length(path) == Some(path.len()) =>
            {
                self.resolve(path).and_then(|path| {
                    if let Shape::List(element) = path.shape {
                        return Some((self.slice(&name.range), *element));
                    }
                    let message = format!("“{}”不是列表", self.slice(&path.range));
                    self.syntax(&path.range, message);
                    None
                })
            }
            _ => {
                self.syntax(range, "循环要写成“{% for 名称 in 列表 %}”");
                None
            }
        };
        self.enter("for", range, binding);
    }

    /// Checks a condition: paths and figure names with their tests, joined by `and`, `or`, `not`.
    fn condition(&mut self, range: &Range<usize>, words: &[Word]) {
        if words.is_empty() {
            return self.syntax(range, "条件是空的");
        }
        let mut rest = words;
        while let Some(word) = rest.first() {
            let used = match (word.kind, self.slice(&word.range)) {
                (WordKind::Name, "and" | "or" | "not") | (WordKind::Mark, "(" | ")") => 1,
                (WordKind::Name, _) => self.path_condition(rest),
                (WordKind::Quoted, _) => self.figure_condition(rest),
                (WordKind::Number | WordKind::Mark, other) => {
                    let message = format!("条件里不能用“{other}”");
                    return self.syntax(&word.range, message);
                }
            };
            rest = &rest[used.min(rest.len())..];
        }
    }

    /// Checks a path in a condition and what it is asked, and returns how many words that takes.
    fn path_condition(&mut self, words: &[Word]) -> usize {
        let length = self.path_length(words).unwrap_or(1);
        let after = &words[length..];
        let (test, test_length) = self.test(after);
        let Some(path) = self.resolve(&words[..length]) else { return words.len() };
        let given = matches!(test, Some(conditions::GIVEN | conditions::MISSING));
        match path.shape {
            Shape::Text | Shape::List(_) if given => length + test_length,
            Shape::Flag if test.is_none() => length,
            Shape::Word(set) => length + self.comparison(&path, set, after),
            Shape::Text | Shape::List(_) => {
                let message = if let Some(name) = &path.figure {
                    let tests = conditions::FIGURE_TESTS.join("、");
                    format!("数字不能比较，条件要写成“\"{name}\" is …”，可用的判断有：{tests}")
                } else {
                    let path = self.slice(&path.range);
                    format!("条件要写成“{path} is given”或“{path} is missing”")
                };
                self.syntax(&path.range, message);
                words.len()
            }
            Shape::Record(_) | Shape::Figures(_) | Shape::Flag | Shape::Count => {
                let message = format!("“{}”不能作条件", self.slice(&path.range));
                self.syntax(&path.range, message);
                words.len()
            }
        }
    }

    /// Checks `"name" is test`, and returns how many words that takes.
    fn figure_condition(&mut self, words: &[Word]) -> usize {
        let quoted = &words[0].range;
        let (test, length) = self.test(&words[1..]);
        let name = &self.text[quoted.start + 1..quoted.end - 1];
        match test {
            Some(test) if conditions::FIGURE_TESTS.contains(&test) => {
                self.uses.tested.entry(name.to_owned()).or_insert_with(|| quoted.clone());
            }
            _ => {
                let message = format!(
                    "数字的条件要写成“\"{name}\" is …”，可用的判断有：{}",
                    conditions::FIGURE_TESTS.join("、")
                );
                self.syntax(quoted, message);
                return words.len();
            }
        }
        1 + length
    }

    /// Returns the name of the test in `is test` or `is not test`, and how many words that takes.
    fn test(&self, words: &[Word]) -> (Option<&'a str>, usize) {
        let texts: Vec<&str> = words.iter().take(3).map(|word| self.slice(&word.range)).collect();
        match texts[..] {
            ["is", "not", test] => (Some(test), 3),
            ["is", test, ..] => (Some(test), 2),
            _ => (None, 0),
        }
    }

    /// Checks `== "word"` after a path to a word of `set`, and returns how many words that takes.
    fn comparison(&mut self, path: &Path, set: &'static [&'static str], after: &[Word]) -> usize {
        let [mark, quoted, ..] = after else {
            let message = format!("条件要写成“{} == \"{}\"”", self.slice(&path.range), set[0]);
            self.syntax(&path.range, message);
            return 0;
        };
        if !matches!(self.slice(&mark.range), "==" | "!=") || quoted.kind != WordKind::Quoted {
            let message = format!("条件要写成“{} == \"{}\"”", self.slice(&path.range), set[0]);
            self.syntax(&path.range, message);
        } else if !set.contains(&&self.text[quoted.range.start + 1..quoted.range.end - 1]) {
            let message = format!("“{}”只能是：{}", self.slice(&path.range), set.join("、"));
            self.syntax(&quoted.range, message);
        }
        2
    }

    /// Returns how many words the dotted path at the start of `words` has.
    fn path_length(&self, words: &[Word]) -> Option<usize> {
        words.first().filter(|word| word.kind == WordKind::Name)?;
        let steps = words[1..]
            .chunks_exact(2)
            .take_while(|pair| self.slice(&pair[0].range) == "." && pair[1].kind == WordKind::Name)
            .count();
        Some(1 + 2 * steps)
    }

    /// Looks a dotted path up in the schema and notes what it uses; `None` after a fault.
    fn resolve(&mut self, words: &[Word]) -> Option<Path> {
        let (first, steps) = words.split_first()?;
        let range = first.range.start..words.last()?.range.end;
        let mut shape = self.root(first, &range)?;
        let mut reached = first.range.end;
        for (index, step) in steps.iter().enumerate().filter(|(index, _)| index % 2 == 1) {
            let name = self.slice(&step.range);
            match shape {
                Shape::Record(record) => {
                    let Some(next) = self.field(record, step, &range) else {
                        self.unknown_field(record, step, &self.text[range.start..reached]);
                        return None;
                    };
                    shape = next;
                }
                Shape::Figures(scope) => {
                    let names: Vec<&str> = steps[index..]
                        .iter()
                        .step_by(2)
                        .map(|word| self.slice(&word.range))
                        .collect();
                    let name = names.join(".");
                    if scope == Scope::Project && ProjectField::named(&name).is_none() {
                        let known = ProjectField::ALL.map(ProjectField::key);
                        self.unknown(&step.range, format!("项目没有名为“{name}”的数字"), &known);
                        return None;
                    }
                    if scope == Scope::Department && RowField::named(&name).is_none() {
                        let known = RowField::ALL.map(RowField::key);
                        let message = format!("部门没有名为“{name}”的数字");
                        self.unknown(&step.range, message, &known);
                        return None;
                    }
                    let figure = (scope == Scope::Filing).then(|| name.clone());
                    self.uses.figures.entry((scope, name)).or_insert_with(|| range.clone());
                    return Some(Path { shape: Shape::Text, range, figure });
                }
                Shape::List(_) | Shape::Text | Shape::Flag | Shape::Word(_) | Shape::Count => {
                    let before = &self.text[range.start..reached];
                    let message = format!("“{before}”下面没有“{name}”");
                    self.unknown(&step.range, message, &[]);
                    return None;
                }
            }
            reached = step.range.end;
        }
        Some(Path { shape, range, figure: None })
    }

    /// Returns the shape that the first name of a path has.
    fn root(&mut self, word: &Word, path: &Range<usize>) -> Option<Shape> {
        let name = self.slice(&word.range);
        for open in self.open.iter().rev() {
            match open.binding {
                Some((bound, shape)) if bound == name => return Some(shape),
                _ if open.keyword == "for" && name == "loop" => return Some(Shape::Record(&LOOP)),
                // What a faulty `for` binds is unknown; the fault is reported already.
                _ => {}
            }
        }
        let shape = self.field(self.view, word, path);
        if shape.is_none() {
            let bound = self.open.iter().filter_map(|open| open.binding.map(|(name, _)| name));
            let fields = self.view.fields.iter();
            let known: Vec<&str> = fields.map(|field| field.0).chain(bound).collect();
            let message = format!("没有“{name}”这个名称");
            self.unknown(&word.range, message, &known);
        }
        shape
    }

    /// Returns the shape of a record's part and notes its use.
    fn field(
        &mut self,
        record: &'static Record,
        word: &Word,
        path: &Range<usize>,
    ) -> Option<Shape> {
        let name = self.slice(&word.range);
        let (field, shape) = record.fields.iter().find(|(field, _)| *field == name)?;
        self.uses.fields.entry((record.name, field)).or_insert_with(|| path.clone());
        Some(*shape)
    }

    fn unknown_field(&mut self, record: &Record, word: &Word, before: &str) {
        let name = self.slice(&word.range);
        let known: Vec<&str> = record.fields.iter().map(|field| field.0).collect();
        self.unknown(&word.range, format!("“{before}”下面没有“{name}”"), &known);
    }

    fn unknown(&mut self, range: &Range<usize>, message: String, known: &[&str]) {
        let fault = Diagnostic::new(Code::UNKNOWN_VARIABLE, message).at(self.span(range), "");
        let fault = match nearest(self.slice(range), known.iter().copied()) {
            Some(close) => fault.help(format!("是不是“{close}”？")),
            None => fault,
        };
        let fault = if known.is_empty() {
            fault
        } else {
            fault.help(format!("可用的有：{}", known.join("、")))
        };
        self.faults.push(fault);
    }

    fn syntax(&mut self, range: &Range<usize>, message: impl Into<String>) {
        let fault = Diagnostic::new(Code::TEMPLATE_SYNTAX, message).at(self.span(range), "");
        self.faults.push(fault);
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span { source: self.source, start: range.start, end: range.end }
    }

    fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.text[range.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::VIEW;
    use super::super::syntax::cut;
    use super::*;

    fn faults(text: &str) -> Vec<(&'static str, &str, String)> {
        let pieces = cut(SourceId(0), text).expect("it is lexically well formed");
        let found = check(SourceId(0), text, &pieces, &VIEW).err().unwrap_or_default();
        let shown = found.into_iter().map(|fault| {
            let span = fault.primary.expect("it has a place").span;
            (fault.code.id, &text[span.start..span.end], fault.help.first().cloned())
        });
        shown.map(|(code, place, help)| (code, place, help.unwrap_or_default())).collect()
    }

    fn fault(text: &str) -> (&'static str, &str) {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        (found[0].0, found[0].1)
    }

    #[test]
    fn what_a_template_may_say_passes() {
        for text in [
            "{{ fiscal_year }}{{- department.finance_authority -}}{# 甲 #}",
            "{{ figures.by_kind.general_public.amount }}",
            "{% for project in projects %}{{ loop.index }}{{ project.figures.adjusted }}{% endfor %}",
            "{% for unit in department.subordinate_units %}{{ unit }}{% else %}无{% endfor %}",
            "{% if \"projects.initial\" is not zero and (projects is given) %}{% elif \
             department.name is missing or not \"excellence_rate\" is absent %}{% else %}{% endif %}",
            "{% for kind in kinds %}{% if loop.last %}{% endif %}\
             {% if kind.key != 'government_fund' %}{% endif %}{% endfor %}",
            "{% for project in projects %}{% if project.figures.score is given %}{% endif %}{% endfor %}",
        ] {
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn unknown_names_are_found_wherever_they_stand() {
        for (text, place) in [
            ("{{ deparment.name }}", "deparment"),
            ("{{ department.nam }}", "nam"),
            ("{% if false_name %}{% endif %}", "false_name"),
            ("{% if department.stuff is given %}{% endif %}", "stuff"),
            ("{% for x in project %}{% endfor %}", "project"),
            ("{% for project in projects %}{{ project.figure }}{% endfor %}", "figure"),
            ("{% for project in projects %}{% endfor %}{{ project.name }}", "project"),
            ("{{ department.name.length }}", "length"),
            ("{{ loop.index }}", "loop"),
            ("{{ figures }}", "figures"),
            ("{% for project in projects %}{{ project.figures.scor }}{% endfor %}", "scor"),
        ] {
            assert_eq!(fault(text), ("T602", place), "{text}");
        }
        assert_eq!(faults("{{ department.nam }}")[0].2, "是不是“name”？");
    }

    #[test]
    fn figures_can_only_be_quoted() {
        for (text, place) in [
            ("{% if figures.excellence_rate == '100%' %}{% endif %}", "figures.excellence_rate"),
            ("{% if figures.project_count %}{% endif %}", "figures.project_count"),
            ("{% if '100%' == figures.excellence_rate %}{% endif %}", "'100%'"),
            ("{{ figures.project_total | round }}", "{{ figures.project_total | round }}"),
            ("{{ figures.a ~ figures.b }}", "{{ figures.a ~ figures.b }}"),
            ("{{ figures['a'] }}", "{{ figures['a'] }}"),
            ("{% set x = figures.a %}", "{% set x = figures.a %}"),
            ("{% for x in figures %}{% endfor %}", "figures"),
            ("{% if \"a\" is given %}{% endif %}", "\"a\""),
            ("{% if \"a\" is odd %}{% endif %}", "\"a\""),
        ] {
            assert_eq!(fault(text), ("T601", place), "{text}");
        }
    }

    #[test]
    fn data_in_conditions_is_asked_for_not_compared() {
        for (text, place) in [
            ("{% if department.name %}{% endif %}", "department.name"),
            ("{% if projects %}{% endif %}", "projects"),
            ("{% if department is given %}{% endif %}", "department"),
            ("{% if signature == 'sealed' %}{% endif %}", "'sealed'"),
            ("{% if signature %}{% endif %}", "signature"),
            ("{% if signature is given %}{% endif %}", "signature"),
            ("{% if 3 %}{% endif %}", "3"),
            ("{% if %}{% endif %}", "{% if %}"),
            ("{% if projects is given | not %}{% endif %}", "|"),
        ] {
            assert_eq!(fault(text), ("T601", place), "{text}");
        }
    }

    #[test]
    fn statements_nest() {
        for (text, place) in [
            ("{% if projects is given %}", "{% if projects is given %}"),
            ("甲{% endif %}", "{% endif %}"),
            ("{% for x in projects %}{% endif %}{% endfor %}", "{% endif %}"),
            ("{% else %}", "{% else %}"),
            ("{% include 'x' %}", "{% include 'x' %}"),
            ("{% for x of projects %}{% endfor %}", "{% for x of projects %}"),
            ("{% %}", "{% %}"),
        ] {
            assert_eq!(fault(text), ("T601", place), "{text}");
        }
    }
}
