//! Reads `prose.yaml` into the words that checks of the prose look for, every fault at its place.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Phrases;
use super::folder;
use super::keys::{Keys, choice, text, wrong_type};
use super::prose::{
    Claim, Contradiction, EntityWords, FigureHint, FigurePattern, FigureWords, LeftoverWords,
    NotResults, PatternValue, Prose, PunctuationWords, SelfReference, Slips, StaleYearWords,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Rate, Score};
use crate::source::{self, Allowance, Node, NodeValue, Parsed, SourceId, Sources, Span, Spanned};

/// The form whose words serve where a form brings none.
const DEFAULT_FORM: &str = "changli";
/// The most entries of a list.
const MAX_ENTRIES: usize = 1000;
/// The longest that a phrase may be, in characters.
const MAX_PHRASE: usize = 100;

/// Returns the words of the form called `name`, which stand in `file` where the form's folder on
/// disk has one; else the program's own for that form or for all.
///
/// Where `faults` has grown, the words are the program's own.
pub(super) fn load(
    sources: &Sources,
    name: &Spanned<String>,
    file: Option<SourceId>,
    faults: &mut Vec<Diagnostic>,
) -> Arc<Prose> {
    if let Some(id) = file {
        let parsed = source::parse(id, &sources.get(id).text, &mut Allowance::default());
        if let Some(prose) = read(id, parsed, faults) {
            return Arc::new(prose);
        }
    }
    let own = built_in();
    let found = own.get(name.value.as_str()).or_else(|| own.get(DEFAULT_FORM));
    Arc::clone(found.expect("the program brings the words of its first form"))
}

/// Returns the words that the program brings, by form, read once.
fn built_in() -> &'static BTreeMap<&'static str, Arc<Prose>> {
    static OWN: OnceLock<BTreeMap<&'static str, Arc<Prose>>> = OnceLock::new();
    OWN.get_or_init(|| {
        let mut own = BTreeMap::new();
        for (form, text) in folder::built_in_texts(folder::PROSE) {
            let mut sources = Sources::new();
            let id = sources.add(folder::PROSE, text);
            let parsed = source::parse(id, text, &mut Allowance::default());
            let mut prose = read(id, parsed, &mut Vec::new())
                .expect("a test reads every prose.yaml that the program brings");
            // Their file is none of a run's sources.
            prose.figures.patterns.iter_mut().for_each(|pattern| pattern.span = None);
            own.insert(form, Arc::new(prose));
        }
        own
    })
}

/// Reads a whole file; `None` when `faults` has grown.
fn read(id: SourceId, parsed: Parsed<'_>, faults: &mut Vec<Diagnostic>) -> Option<Prose> {
    let before = faults.len();
    faults.extend(parsed.faults.into_iter().map(folder::finding));
    let Some(root) = parsed.root else {
        if faults.len() == before {
            let finding = Diagnostic::new(Code::MISSING_KEY, "prose.yaml 是空的");
            faults.push(
                finding
                    .at(Span { source: id, start: 0, end: 0 }, "")
                    .help("删去这个文件，即用程序自带的词句"),
            );
        }
        return None;
    };
    let mut keys = Keys::open(&root, "", faults)?;
    let claims = keys.required("claims", faults).map(|at| list(at, faults, claim));
    let not_results = keys.required("not_results", faults).and_then(|at| not_results(at, faults));
    let figures = keys.required("figures", faults).and_then(|at| figures(at, faults));
    let entities = keys.required("entities", faults).and_then(|at| entities(at, faults));
    let punctuation = keys.required("punctuation", faults).and_then(|at| punctuation(at, faults));
    let slips = keys.required("slips", faults).map(|at| list(at, faults, slip));
    let slips = slips.map(|slips| {
        let (wrong, right) = slips.into_iter().unzip();
        Slips { wrong: Phrases::new(wrong), right }
    });
    let stale_year = keys.required("stale_year", faults).and_then(|at| stale_year(at, faults));
    let subordinate_units = phrases(&mut keys, "subordinate_units", faults);
    let leftovers = keys.required("leftovers", faults).and_then(|at| leftovers(at, faults));
    keys.close(faults);
    let prose = Prose {
        claims: claims?,
        not_results: not_results?,
        figures: figures?,
        entities: entities?,
        punctuation: punctuation?,
        slips: slips?,
        stale_year: stale_year?,
        subordinate_units: subordinate_units?,
        leftovers: leftovers?,
    };
    (faults.len() == before).then_some(prose)
}

/// A value and the keys that lead to it.
type At<'n, 's> = (&'n Node<'s>, String);

fn claim((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<Claim> {
    let mut keys = Keys::open(node, &path, faults)?;
    let claim = phrase(&mut keys, "claim", faults);
    let says = phrases(&mut keys, "phrases", faults);
    let about = phrases(&mut keys, "about", faults);
    let unless = phrases(&mut keys, "unless", faults);
    let contradicted_by = keys.required("contradicted_by", faults);
    let contradicted_by = contradicted_by.and_then(|at| contradiction(at, faults));
    keys.close(faults);
    let (phrases, contradicted_by) = (says?, contradicted_by?);
    Some(Claim { claim: claim?, phrases, about: about?, unless: unless?, contradicted_by })
}

fn contradiction((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<Contradiction> {
    let mut keys = Keys::open(node, &path, faults)?;
    let before = faults.len();
    let mut percent =
        |key, faults: &mut Vec<_>| keys.optional(key).and_then(|at| whole_points(at, faults));
    let read = Contradiction {
        execution_at_least: percent("execution_at_least", faults).map(Rate::percent_of_whole),
        execution_below: percent("execution_below", faults).map(Rate::percent_of_whole),
        score_at_least: percent("score_at_least", faults).map(Score::whole),
        score_below: percent("score_below", faults).map(Score::whole),
        lost_points: flag(keys.optional("lost_points"), faults),
    };
    keys.close(faults);
    if read == Contradiction::default() && faults.len() == before {
        faults.push(
            Diagnostic::new(Code::MISSING_KEY, format!("{path} 没有写明遇到什么数字算抵触"))
                .at(node.span(), "在这里")
                .help("例如 execution_at_least: 100"),
        );
    }
    Some(read)
}

/// Returns whole points or percents, 0 to 1000.
fn whole_points((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<u32> {
    let written = text(node, &path, faults)?;
    let plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    let points = written.parse().ok().filter(|points| plain && *points <= 1000);
    if points.is_none() {
        let message = format!("{path} 不能写作“{written}”");
        let finding = Diagnostic::new(Code::UNKNOWN_VALUE, message).at(node.span(), "不是整数");
        faults.push(finding.help("写 0 至 1000 的整数"));
    }
    points
}

fn not_results((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<NotResults> {
    let mut keys = Keys::open(node, &path, faults)?;
    let sentence = phrases(&mut keys, "sentence", faults);
    let clause = phrases(&mut keys, "clause", faults);
    let followed_by = phrases(&mut keys, "followed_by", faults);
    keys.close(faults);
    Some(NotResults { sentence: sentence?, clause: clause?, followed_by: followed_by? })
}

fn figures((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<FigureWords> {
    let mut keys = Keys::open(node, &path, faults)?;
    let fillers = phrases(&mut keys, "fillers", faults);
    let subjects = phrases(&mut keys, "subjects", faults);
    let patterns = keys.required("patterns", faults).map(|at| list(at, faults, pattern));
    let hints = keys.required("hints", faults).map(|at| list(at, faults, hint));
    keys.close(faults);
    let (names, patterns) = patterns?.into_iter().unzip();
    let names = Phrases::new(names);
    Some(FigureWords { fillers: fillers?, subjects: subjects?, names, patterns, hints: hints? })
}

const VALUES: [(&str, PatternValue); 5] = [
    ("{rate}", PatternValue::Rate),
    ("{count}", PatternValue::Count),
    ("{amount}", PatternValue::Amount),
    ("{score}", PatternValue::Score),
    ("{grade}", PatternValue::Grade),
];

/// Returns what stands before the number, and the rest.
fn pattern(
    (node, path): At<'_, '_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<(String, FigurePattern)> {
    let mut keys = Keys::open(node, &path, faults)?;
    let written = phrase(&mut keys, "pattern", faults);
    let figures = keys.required("figures", faults);
    let name = |(node, path): At<'_, '_>, faults: &mut Vec<_>| words(node, &path, faults);
    let figures = figures.map(|at| list(at, faults, name));
    let project_figure = keys.optional("project_figure");
    let project_figure = project_figure.and_then(|(node, path)| words(node, &path, faults));
    let after_subject = flag(keys.optional("after_subject"), faults);
    keys.close(faults);
    let (written, figures) = (written?, figures?);
    let parts = VALUES.iter().find_map(|(braces, value)| {
        let (before, after) = written.split_once(braces)?;
        let whole = !before.is_empty() && !before.contains('{') && !after.contains('{');
        whole.then(|| (before.to_owned(), *value, after.to_owned()))
    });
    let Some((before, value, after)) = parts else {
        faults.push(
            Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path}.pattern 不能写作“{written}”"))
                .at(node.span(), "不是句式")
                .help("先写文字，再写一个花括号，如 评优率{rate}；花括号里写 rate、count、amount、score 或 grade"),
        );
        return None;
    };
    let span = Some(node.span());
    Some((before, FigurePattern { value, after, figures, project_figure, after_subject, span }))
}

fn hint((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<FigureHint> {
    let mut keys = Keys::open(node, &path, faults)?;
    let word = phrase(&mut keys, "word", faults);
    let part = phrase(&mut keys, "part", faults);
    keys.close(faults);
    Some(FigureHint { word: word?, part: part? })
}

fn entities((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<EntityWords> {
    let mut keys = Keys::open(node, &path, faults)?;
    let own = keys.required("self_references", faults);
    let own = own.map(|at| list(at, faults, self_reference));
    let partners = phrases(&mut keys, "partners", faults);
    keys.close(faults);
    Some(EntityWords { self_references: own?, partners: partners? })
}

fn self_reference((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<SelfReference> {
    let mut keys = Keys::open(node, &path, faults)?;
    let words = phrases(&mut keys, "words", faults);
    let kinds = phrases(&mut keys, "kinds", faults);
    keys.close(faults);
    Some(SelfReference { words: words?, kinds: kinds? })
}

fn punctuation((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<PunctuationWords> {
    let mut keys = Keys::open(node, &path, faults)?;
    let half_width = keys.required("half_width", faults).map(|at| list(at, faults, mark));
    let clause_openers = phrases(&mut keys, "clause_openers", faults);
    keys.close(faults);
    Some(PunctuationWords { half_width: half_width?, clause_openers: clause_openers? })
}

fn mark((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<(char, char)> {
    let mut keys = Keys::open(node, &path, faults)?;
    let mut one = |key, faults: &mut Vec<Diagnostic>| {
        let (node, path) = keys.required(key, faults)?;
        let written = text(node, &path, faults)?;
        let mut characters = written.chars();
        let only = characters.next().filter(|_| characters.next().is_none());
        if only.is_none() {
            let message = format!("{path} 应为一个字符，读到的是“{written}”");
            faults.push(Diagnostic::new(Code::UNKNOWN_VALUE, message).at(node.span(), ""));
        }
        only
    };
    let (half, full) = (one("half", faults), one("full", faults));
    keys.close(faults);
    Some((half?, full?))
}

/// Returns what is written, and what is meant.
fn slip((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<(String, String)> {
    let mut keys = Keys::open(node, &path, faults)?;
    let wrong = phrase(&mut keys, "wrong", faults);
    let right = phrase(&mut keys, "right", faults);
    keys.close(faults);
    Some((wrong?, right?))
}

fn stale_year((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<StaleYearWords> {
    let mut keys = Keys::open(node, &path, faults)?;
    let about = phrases(&mut keys, "about", faults);
    let unless = phrases(&mut keys, "unless", faults);
    keys.close(faults);
    Some(StaleYearWords { about: about?, unless: unless? })
}

fn leftovers((node, path): At<'_, '_>, faults: &mut Vec<Diagnostic>) -> Option<LeftoverWords> {
    let mut keys = Keys::open(node, &path, faults)?;
    let prompts = phrases(&mut keys, "phrases", faults);
    let surnames = keys.required("surnames", faults);
    let surnames = surnames.and_then(|(node, path)| text(node, &path, faults));
    keys.close(faults);
    Some(LeftoverWords { phrases: prompts?, surnames: surnames?.to_owned() })
}

/// Reads the entries of a list; what cannot be read is a fault and left out.
fn list<T>(
    (node, path): At<'_, '_>,
    faults: &mut Vec<Diagnostic>,
    read: impl Fn(At<'_, '_>, &mut Vec<Diagnostic>) -> Option<T>,
) -> Vec<T> {
    let NodeValue::Sequence(items) = &node.value else {
        faults.push(wrong_type(node, &path, "列表"));
        return Vec::new();
    };
    if items.len() > MAX_ENTRIES {
        let message = format!("{path} 最多 {MAX_ENTRIES} 项");
        faults.push(Diagnostic::new(Code::LIMIT_EXCEEDED, message).at(node.span(), ""));
        return Vec::new();
    }
    let read = |(index, item)| read((item, format!("{path}[{}]", index + 1)), faults);
    items.iter().enumerate().filter_map(read).collect()
}

/// Reads the phrases under `key`.
fn phrases(
    keys: &mut Keys<'_, '_>,
    key: &'static str,
    faults: &mut Vec<Diagnostic>,
) -> Option<Phrases> {
    let at = keys.required(key, faults)?;
    Some(Phrases::new(list(at, faults, |(node, path), faults| words(node, &path, faults))))
}

/// Reads the phrase under `key`.
fn phrase(
    keys: &mut Keys<'_, '_>,
    key: &'static str,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let (node, path) = keys.required(key, faults)?;
    words(node, &path, faults)
}

/// Reads a phrase: not empty, not long.
fn words(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let written = text(node, path, faults)?;
    if written.trim().is_empty() || written.chars().count() > MAX_PHRASE {
        let message = format!("{path} 应为 1 至 {MAX_PHRASE} 字");
        faults.push(Diagnostic::new(Code::UNKNOWN_VALUE, message).at(node.span(), ""));
        return None;
    }
    Some(written.to_owned())
}

/// Reads `true` or `false`; what is not there is false.
fn flag(at: Option<At<'_, '_>>, faults: &mut Vec<Diagnostic>) -> bool {
    let flags = [("true", true), ("false", false)];
    at.and_then(|(node, path)| choice(node, &path, &flags, faults)).unwrap_or_default()
}
