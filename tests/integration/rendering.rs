//! Filings rendered in tests: loading, figures and template in one step, findings as lines.

use std::path::Path;

use ziping::diagnostic::Diagnostic;
use ziping::document::Document;
use ziping::edition::Edition;
use ziping::figures;
use ziping::form::{self, Form};
use ziping::model::{self, Filing};
use ziping::source::{self, Opened, SourceId, Sources};
use ziping::template::{Beside, Paper, Template};

/// A small complete filing.
pub(crate) const MINIMAL: &str = "\
form: changli
fiscal_year: 2024
amount_unit: 万元
department:
  name: 云岭县档案馆
  finance_authority: 县财政局
  internal_offices: 3
  staff: { employed: 12, support_workers: 2 }
evaluation:
  completed_on: 2025-03-10
  score: 96.5
  lead_office: 办公室
disclosure:
  planned_for: 2025-03
  channel: 政务公开平台
budget:
  department: { initial: 186.4, adjusted: 198.65, final: 197.2 }
projects:
  - id: P01
    name: 馆藏档案数字化
    budget_kind: general_public
    initial: 40
    adjusted: 42.5
    final: 41.05
    score: 95
narrative:
  overall_achievement:
    - 本单位围绕年度重点工作统筹安排资金，部门整体预算执行率为{{ figures.department.execution_rate }}，年度绩效目标基本实现。
  project_achievement:
    - 馆藏档案数字化项目按合同约定完成扫描、著录和质量抽检，预算执行率为{{ figures.project.P01.execution_rate }}，自评等级为{{ figures.project.P01.grade }}。
  overall_target_quality:
    - 部门整体绩效目标与单位职责相符，指标设置较为清晰，个别指标的量化程度有待提高。
  project_target_quality:
    - 项目绩效目标能够反映预期产出和效果，满意度指标的调查范围还可以进一步扩大。
  measures:
    - 针对自评中发现的问题，及时完善项目管理制度，将自评结果作为下一年度预算安排的参考依据。
";

/// A filing with its sources and form.
pub(crate) struct Loaded {
    pub(crate) sources: Sources,
    files: Vec<SourceId>,
    filing: Filing,
    form: Form,
}

impl Loaded {
    /// Loads the filing in a folder.
    pub(crate) fn folder(path: &str) -> Self {
        let mut sources = Sources::new();
        let opened = source::load(&mut sources, Path::new(path)).unwrap();
        assert_eq!(opened.faults, []);
        Self::files(sources, opened)
    }

    /// Loads a filing of one file.
    pub(crate) fn text(yaml: &str) -> Self {
        let mut sources = Sources::new();
        let file = sources.add("filing.yaml", yaml);
        Self::files(sources, Opened { files: vec![file], faults: Vec::new() })
    }

    fn files(mut sources: Sources, opened: Opened) -> Self {
        let (filing, faults) = model::load(&sources, &opened);
        let filing = filing.unwrap_or_else(|| panic!("{faults:#?}"));
        let form = form::load(&mut sources, &filing.form, None).unwrap();
        Self { sources, files: opened.files, filing, form }
    }

    /// Loads the filing again with another text for one of its files.
    pub(crate) fn replace(self, name: &str, text: &str) -> Self {
        let mut sources = Sources::new();
        let files: Vec<_> = self
            .files
            .iter()
            .map(|file| {
                let source = self.sources.get(*file);
                let text = if source.name.ends_with(name) { text } else { &source.text };
                sources.add(source.name.clone(), text)
            })
            .collect();
        Self::files(sources, Opened { files, faults: Vec::new() })
    }

    /// Takes the form from a folder of forms.
    pub(crate) fn with_forms(mut self, folder: &Path) -> Self {
        self.form = form::load(&mut self.sources, &self.filing.form, Some(folder)).unwrap();
        self
    }

    /// Returns the report by the form's own template, or the findings.
    pub(crate) fn report(self) -> Result<Document, Vec<String>> {
        let template = Template::of(&self.form, &self.sources, Paper::WorkReport);
        self.render(template)
    }

    /// Returns the form of the project at `index` by the form's own template, or the findings.
    pub(crate) fn project_form(self, index: usize) -> Result<Document, Vec<String>> {
        let edition = Edition::full(self.filing);
        let figures = figures::compute(&edition, &self.form);
        let beside = Beside { project: Some(index), ..Beside::default() };
        Template::of(&self.form, &self.sources, Paper::ProjectForm)
            .and_then(|template| template.render_beside(&edition, &self.form, &figures, beside))
            .map_err(|faults| faults.iter().map(|fault| shown(fault, &self.sources)).collect())
    }

    /// Returns the department's form by the form's own template, or the findings.
    pub(crate) fn department_form(self) -> Result<Document, Vec<String>> {
        let template = Template::of(&self.form, &self.sources, Paper::DepartmentForm);
        self.render(template)
    }

    /// Returns the summary of the projects' results by the form's own template, or the findings.
    pub(crate) fn results_summary(self) -> Result<Document, Vec<String>> {
        let template = Template::of(&self.form, &self.sources, Paper::ResultsSummary);
        self.render(template)
    }

    /// Returns the document by another template, or the findings.
    pub(crate) fn with_template(mut self, text: &str) -> Result<Document, Vec<String>> {
        let source = self.sources.add("work-report.html", text);
        let template = Template::compile(source, &self.sources);
        self.render(template)
    }

    fn render(self, template: Result<Template, Vec<Diagnostic>>) -> Result<Document, Vec<String>> {
        let edition = Edition::full(self.filing);
        let figures = figures::compute(&edition, &self.form);
        template
            .and_then(|template| template.render(&edition, &self.form, &figures))
            .map_err(|faults| faults.iter().map(|fault| shown(fault, &self.sources)).collect())
    }
}

/// Shows a finding on one line: code, file, line, column, the text there, message, help.
fn shown(fault: &Diagnostic, sources: &Sources) -> String {
    let place = fault.primary.as_ref().map_or_else(String::new, |label| {
        let position = sources.position(label.span);
        let name = &sources.get(label.span.source).name;
        let text = sources.slice(label.span);
        format!("{name}:{}:{} `{text}`", position.line, position.column)
    });
    format!("{} {place} {} [{}]", fault.code.id, fault.message, fault.help.join("；"))
}
