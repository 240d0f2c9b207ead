//! The units of a department: each filing read, computed and checked, then all made into one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::forms::LoadedForm;
use super::{Computed, known};
use crate::consolidation::{self, LocationFault, UnitFiling};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::{self, Edition};
use crate::figures;
use crate::model::{self, Filing};
use crate::source::{self, Opened, SourceId, Sources, Span, Spanned};

/// How many bytes the filings of all units may have together.
const MAX_BYTES: u64 = 256 << 20;

/// A filing as far as its units were added.
pub(super) struct Consolidation {
    /// The whole; `None` when a unit cannot be added.
    pub(super) filing: Option<Filing>,
    /// The units' files.
    pub(super) files: Vec<SourceId>,
    /// What stands in the way.
    pub(super) findings: Vec<Diagnostic>,
    /// What the units' own checks found, by code and place.
    told: BTreeSet<(Code, Option<Span>)>,
}

impl Consolidation {
    /// Returns whether `finding`, of the whole, is none of the department's: a unit's own check says it,
    /// or it is about a comment in a unit's file.
    pub(super) fn is_of_unit(&self, finding: &Diagnostic) -> bool {
        let place = finding.primary.as_ref().map(|label| label.span);
        // The files are numbered in order.
        let in_unit = place.is_some_and(|span| self.files.binary_search(&span.source).is_ok());
        in_unit
            && finding.code.is_contradiction()
            && (finding.code == Code::UNUSED_ALLOW || self.told.contains(&(finding.code, place)))
    }
}

/// Adds the units that `filing`, whose files lie in `folder`, lists; without units it is returned as
/// it is.
pub(super) fn consolidated(
    sources: &mut Sources,
    filing: Filing,
    folder: &Path,
    form: &Arc<LoadedForm>,
) -> Consolidation {
    let mut gathered = Consolidation {
        filing: None,
        files: Vec::new(),
        findings: Vec::new(),
        told: BTreeSet::new(),
    };
    if filing.department.units.is_empty() {
        gathered.filing = Some(filing);
        return gathered;
    }
    let mut units = Vec::with_capacity(filing.department.units.len());
    let mut places = own_places(sources);
    let mut left = MAX_BYTES;
    for path in &filing.department.units {
        match opened(sources, folder, path, &mut places, &mut left) {
            Ok(opened) => {
                gathered.files.extend(&opened.files);
                units.extend(gathered.unit(sources, &filing, path, &opened, form));
            }
            Err(finding) => gathered.findings.push(*finding),
        }
    }
    if units.len() == filing.department.units.len() {
        let own = Edition::full(consolidation::own_part(&filing));
        let own_figures = figures::compute(&own, &form.form);
        let (whole, findings) =
            consolidation::consolidate(sources, &filing, &own_figures, &units, &form.form);
        gathered.filing = whole;
        gathered.findings.extend(findings);
    }
    gathered
}

impl Consolidation {
    /// Loads, computes and checks a unit; what is wrong in it is told as one finding at its path.
    fn unit(
        &mut self,
        sources: &Sources,
        department: &Filing,
        path: &Spanned<String>,
        opened: &Opened,
        form: &Arc<LoadedForm>,
    ) -> Option<UnitFiling> {
        let (filing, faults) = model::load(sources, opened);
        let Some(filing) = filing else {
            let count = faults.len();
            let message = format!("所属单位的填报 {} 读不出来，有 {count} 处错误", path.value);
            let finding = Diagnostic::new(Code::UNIT_UNUSABLE, message).at(path.span, "不能汇总");
            self.findings.push(beside_first(finding, &faults, &path.value));
            return None;
        };
        if let Some(misfit) = consolidation::misfit(department, &filing, path) {
            self.findings.push(misfit);
            return None;
        }
        let edition = Edition::full(filing);
        let figures = figures::compute(&edition, &form.form);
        let policy = &form.form.disclosure;
        let withheld = edition::withheld(edition.filing(), policy, &known(&figures));
        let computed = Computed { edition, form: Arc::clone(form), figures, withheld };
        let found = computed.check(sources);
        let errors: Vec<_> =
            found.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
        if !errors.is_empty() {
            let name = &computed.edition.filing().department.name.value;
            let message = format!("所属单位“{name}”的填报有 {} 处错误", errors.len());
            let finding =
                Diagnostic::new(Code::UNIT_HAS_ERRORS, message).at(path.span, "它的数不可靠");
            self.findings.push(beside_first(finding, &errors, &path.value));
        }
        let place = |found: Diagnostic| (found.code, found.primary.map(|label| label.span));
        self.told.extend(found.into_iter().map(place));
        let Computed { edition, figures, .. } = computed;
        Some(UnitFiling { path: path.clone(), edition, figures })
    }
}

/// Opens a unit's files; its place is added to those that were seen.
fn opened(
    sources: &mut Sources,
    folder: &Path,
    path: &Spanned<String>,
    places: &mut BTreeSet<PathBuf>,
    left: &mut u64,
) -> Result<Opened, Box<Diagnostic>> {
    let unusable = |message: String, help: &str| {
        let finding = Diagnostic::new(Code::UNIT_UNUSABLE, message).at(path.span, "不能汇总");
        Box::new(finding.help(help))
    };
    let listed = &path.value;
    let place = consolidation::locate(folder, listed).map_err(|fault| match fault {
        LocationFault::Outside => unusable(
            format!("units 里的“{listed}”不是本填报文件夹下的路径"),
            "所属单位的填报放在本填报的文件夹下，写相对路径，例如 units/第一小学；不能用“..”和绝对路径",
        ),
        LocationFault::Missing => unusable(
            format!("找不到所属单位的填报“{listed}”"),
            "核对文件夹名；路径从本填报的文件夹算起",
        ),
    })?;
    if !places.insert(place) {
        return Err(unusable(
            format!("“{listed}”在前面已经计入，会重复计算"),
            "删去重复的一行；本部门自己的文件不要列在 units 里",
        ));
    }
    source::load_within(sources, &folder.join(listed), left).map_err(|error| {
        let most = MAX_BYTES >> 20;
        unusable(
            format!("所属单位的填报“{listed}”打不开：{error}"),
            &format!("一个文件夹放一份填报；各单位的文件合计最多 {most} MB"),
        )
    })
}

/// Returns the places of the files that were read so far, which are the department's own.
fn own_places(sources: &Sources) -> BTreeSet<PathBuf> {
    let shared: BTreeSet<_> = sources.shared().map(|(id, _)| id).collect();
    let own = sources.iter().filter(|(id, _)| !shared.contains(id));
    own.filter_map(|(_, file)| std::fs::canonicalize(&file.name).ok()).collect()
}

/// Adds to a finding about a unit the first of what was found in it, and how to see the rest.
fn beside_first(finding: Diagnostic, found: &[Diagnostic], path: &str) -> Diagnostic {
    let first = found.first().and_then(|first| Some((first.primary.as_ref()?.span, first)));
    let finding = match first {
        Some((span, first)) => {
            finding.related(span, format!("{} {}", first.code.id, first.message))
        }
        None => finding,
    };
    finding.help(format!("先改正它：在本填报的文件夹下运行 ziping check {path}"))
}
