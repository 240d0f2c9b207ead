//! Files of a public edition, proved to hold nothing that it leaves out before they are written.

use std::collections::BTreeMap;

use super::{Computed, Findings};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::edition::{Edition, EditionKind, WithheldKind};
use crate::figures::Figures;
use crate::gate::{self, Proof, Public};
use crate::source::{Sources, Span};

/// How many places a note names.
const MOST_PLACES: usize = 5;

/// Reads `files`, which are made of `computed`, back where it is a public edition, and adds what must
/// not stand in them to its findings; returns what is said of files that hold nothing of that kind.
///
/// `texts` are no files, but read like them: what is shown, and the versions of a marked-up report,
/// which a PDF has one inside the other. `also` is another public edition that they are made of.
pub(super) fn prove(
    files: &[(String, Vec<u8>)],
    texts: &[String],
    computed: &Computed,
    also: Option<(&Edition, &Figures)>,
    findings: &mut Findings,
) -> Option<String> {
    let Computed { edition, figures, withheld, form: _ } = computed;
    if edition.kind() != EditionKind::Public {
        return None;
    }
    let public = Public {
        editions: std::iter::once((edition, figures)).chain(also).collect(),
        wording: findings.sources.shared().map(|(_, source)| source.text.as_str()).collect(),
    };
    let mut proof = gate::prove(files, withheld, &public);
    if !texts.is_empty() {
        let text = |text: &String| ("text.txt".to_owned(), text.clone().into_bytes());
        let texts: Vec<_> = texts.iter().map(text).collect();
        proof.hits.extend(gate::prove(&texts, withheld, &public).hits);
    }
    if !proof.is_clean() {
        findings.diagnostics.extend(found(&proof));
        findings.diagnostics.extend(unread(&proof));
        diagnostic::sort(&mut findings.diagnostics);
        return None;
    }
    Some(note(&proof, files.len(), &findings.sources))
}

/// Returns a D510 for each withheld value that was found; it names places, never the value.
fn found(proof: &Proof) -> Vec<Diagnostic> {
    let mut places: BTreeMap<Span, (WithheldKind, Vec<String>)> = BTreeMap::new();
    for hit in &proof.hits {
        let place = format!("{}（{}）", hit.file, hit.part);
        places.entry(hit.span).or_insert((hit.kind, Vec::new())).1.push(place);
    }
    let finding = |(span, (kind, places)): (Span, (WithheldKind, Vec<String>))| {
        let message = format!(
            "不予公开的{}出现在公开版的 {}中，未写出文件；请从模板和公开的段落中删去，应当公开的去掉 withheld",
            name(kind),
            listed(&places),
        );
        Diagnostic::new(Code::WITHHELD_VALUE_WRITTEN, message).at(span, "不予公开的内容在这里")
    };
    places.into_iter().map(finding).collect()
}

/// Returns a D511 for each file that could not be read back.
fn unread(proof: &Proof) -> Vec<Diagnostic> {
    let finding = |file: &gate::UnreadFile| {
        let message = format!(
            "公开版的 {} 不能回读（{}：{}），无法确认没有不予公开的内容，未写出文件",
            file.file, file.part, file.reason
        );
        Diagnostic::new(Code::FILE_NOT_READ_BACK, message)
            .help("用 --format 换一种格式；这是程序的缺陷，请告诉开发者")
    };
    proof.unreadable.iter().map(finding).collect()
}

/// Returns what is said of `count` files in which nothing was found.
fn note(proof: &Proof, count: usize, sources: &Sources) -> String {
    let note = format!("已回读公开版的 {count} 个文件，没有找到不予公开的内容");
    if proof.exempt.is_empty() {
        return note;
    }
    let places: Vec<_> = proof
        .exempt
        .iter()
        .map(|exempt| {
            let position = sources.position(exempt.span);
            let file = &sources.get(exempt.span.source).name;
            format!("{file}:{}:{}", position.line, position.column)
        })
        .collect();
    let (places, count) = (listed(&places), proof.exempt.len());
    format!("{note}；有 {count} 处与已公开的数字或文字相同，不作为泄露：{places}")
}

/// Returns the first of `places`, and whether there are more.
fn listed(places: &[String]) -> String {
    let more = if places.len() > MOST_PLACES { "等" } else { "" };
    let shown = places.iter().take(MOST_PLACES).map(String::as_str).collect::<Vec<_>>();
    format!("{}{more}", shown.join("、"))
}

fn name(kind: WithheldKind) -> &'static str {
    match kind {
        WithheldKind::Project => "项目的数字或者文字",
        WithheldKind::Paragraph => "段落的文字",
        WithheldKind::Person => "人员信息",
        WithheldKind::FormRow => "指标或者目标",
        WithheldKind::Attachment => "附件",
        WithheldKind::Adjustment => "预算调整",
        WithheldKind::Statement => "合计数或者说明",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_read_back_is_named_with_the_reason() {
        let file = gate::UnreadFile {
            file: "DOCX".to_owned(),
            part: "压缩包".to_owned(),
            reason: "压缩包内有重名的部件".to_owned(),
        };
        let findings = unread(&Proof { unreadable: vec![file], ..Proof::default() });
        let [finding] = findings.as_slice() else { panic!("one finding: {findings:?}") };
        assert_eq!(finding.code.id, "D511");
        let message = "公开版的 DOCX 不能回读（压缩包：压缩包内有重名的部件），\
                       无法确认没有不予公开的内容，未写出文件";
        assert_eq!(finding.message, message);
    }
}
