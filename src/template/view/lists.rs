//! The lists of the view: projects, kinds of budget, grades, prose.

use super::{Builder, Fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::ProjectFigures;
use crate::model::{NarrativeParagraph, Project, ProjectLevel, ProjectStatus};
use crate::quantity::Grade;
use crate::source::PlacedText;
use crate::template::gaps::{Gap, Lack};
use crate::template::narrative::push_prose;
use crate::template::schema::Scope;

/// Which projects a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    All,
    Evaluated,
    Unevaluated,
}

impl Builder<'_> {
    /// Returns the kinds of budget in the form's order.
    pub(super) fn kinds(&mut self) -> Vec<Fields> {
        let form = self.form;
        let kinds = form.kinds.iter().map(|(kind, label)| {
            let prefix = format!("by_kind.{}.", kind.key());
            Fields::from([
                ("key", kind.key().into()),
                ("label", label.into()),
                ("figures", self.figures_below(Scope::Kind, &prefix)),
            ])
        });
        kinds.collect()
    }

    /// Returns the grades, best first.
    pub(super) fn grades(&mut self) -> Vec<Fields> {
        let form = self.form;
        let grades = Grade::ALL.into_iter().map(|grade| {
            let prefix = format!("by_grade.{}.", grade.key());
            Fields::from([
                ("key", grade.key().into()),
                ("label", form.grades.label(grade).into()),
                ("figures", self.figures_below(Scope::Grade, &prefix)),
            ])
        });
        grades.collect()
    }

    /// Returns the projects in the order of the filing.
    pub(super) fn projects(&mut self, which: Which) -> Vec<tera::Value> {
        // The figures have one entry for each project of the filing, in its order.
        let (filing, figures) = (self.filing, self.figures);
        let projects = filing.projects.iter().zip(figures.projects());
        let listed = projects.filter(|(project, _)| match which {
            Which::All => true,
            Which::Evaluated => project.evaluated,
            Which::Unevaluated => !project.evaluated,
        });
        listed.map(|(project, figures)| self.project(project, figures).into()).collect()
    }

    /// Returns the project that a project's form is about; a gap in every other document.
    pub(super) fn this_project(&mut self) -> tera::Value {
        let (filing, figures) = (self.filing, self.figures);
        let at = self.beside.project.unwrap_or(usize::MAX);
        if let (Some(project), Some(figures)) =
            (filing.projects.get(at), figures.projects().nth(at))
        {
            return self.project(project, figures).into();
        }
        let message = "“this_project”只能用在项目支出绩效自评表里";
        let fault = Diagnostic::new(Code::UNKNOWN_VARIABLE, message);
        self.faults.push(match self.uses.field("view", "this_project") {
            Some(used_at) => fault.at(self.span(used_at), ""),
            None => fault,
        });
        self.can_render = false;
        tera::Value::none()
    }

    fn project(&mut self, project: &Project, figures: &ProjectFigures) -> Fields {
        let mut fields = Fields::new();
        let uses = self.uses;
        let wanted = |field| uses.field("project", field).is_some();
        let key = |field| format!("projects[{}].{field}", project.id.value);
        if wanted("id") {
            fields.insert("id", project.id.value.as_str().into());
        }
        if wanted("name") {
            fields.insert("name", project.name.value.as_str().into());
        }
        if wanted("unit") {
            let unit = project.unit.as_ref().unwrap_or(&self.filing.department.name);
            fields.insert("unit", unit.value.as_str().into());
        }
        if wanted("budget_kind") {
            fields.insert("budget_kind", project.budget_kind.value.key().into());
        }
        if wanted("kind_label") {
            fields.insert("kind_label", self.form.kinds.label(project.budget_kind.value).into());
        }
        if wanted("status") {
            let status = match project.status {
                ProjectStatus::Active => "active",
                ProjectStatus::Added => "added",
                ProjectStatus::Cancelled => "cancelled",
            };
            fields.insert("status", status.into());
        }
        if wanted("level") {
            let level = match project.level {
                ProjectLevel::Own => "own",
                ProjectLevel::TransferDown => "transfer_down",
            };
            fields.insert("level", level.into());
        }
        for (field, text) in [
            ("not_evaluated_reason", project.not_evaluated_reason.as_ref()),
            ("code", project.code.as_ref()),
            ("group", project.group.as_ref()),
            ("implementing_unit", project.implementing_unit.as_ref()),
        ] {
            if wanted(field) {
                let value = text.map_or_else(
                    || {
                        let lack = Lack::at(key(field), project.id.span, "在这个项目里");
                        self.gaps.mark(Gap::Lacks(vec![lack]))
                    },
                    |text| text.value.as_str().into(),
                );
                fields.insert(field, value);
            }
        }
        self.project_form(project, &mut fields);
        if wanted("figures") {
            fields.insert("figures", self.project_figures(figures, project.id.span));
        }
        fields
    }

    /// Returns the prose of the places that the template takes.
    pub(super) fn narrative(&mut self) -> Fields {
        let narrative = &self.filing.narrative;
        let mut fields = Fields::new();
        for (place, paragraphs) in narrative.places() {
            let Some(used_at) = self.uses.field("narrative", place) else { continue };
            let value = if paragraphs.is_empty() {
                let key = format!("narrative.{place}");
                self.lacking_paragraph(Lack::at(key, self.span(used_at), "模板在这里引用"))
            } else {
                paragraphs.iter().map(|paragraph| self.paragraph(paragraph)).collect()
            };
            fields.insert(place, value.into());
        }
        fields
    }

    /// Returns the one paragraph that stands where a place of the form has no prose.
    fn lacking_paragraph(&self, lack: Lack) -> Vec<Fields> {
        let gap = self.gaps.mark(Gap::Lacks(vec![lack]));
        vec![Fields::from([("heading", gap.clone()), ("text", gap)])]
    }

    fn paragraph(&mut self, paragraph: &NarrativeParagraph) -> Fields {
        let text = &paragraph.text;
        let heading = if let Some(heading) = &paragraph.heading {
            // The form sets the full stop that closes a heading.
            self.prose(heading, heading.value.trim_end_matches('。').len())
        } else {
            let lack = Lack::at("heading", text.span, "在这一段里");
            self.gaps.mark(Gap::Lacks(vec![lack]))
        };
        Fields::from([("heading", heading), ("text", self.prose(text, text.value.len()))])
    }

    fn prose(&mut self, text: &PlacedText, length: usize) -> tera::Value {
        let mut markup = String::with_capacity(length);
        if let Err(faults) = push_prose(&mut markup, text, length, self.figures) {
            self.faults.extend(faults);
        }
        tera::Value::safe_string(&markup)
    }
}
