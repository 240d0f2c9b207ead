//! Faults of templates and prose, each at its place in the file that somebody wrote.

use proptest::prelude::*;

use crate::rendering::{Loaded, MINIMAL};

/// Returns the findings for the minimal filing with one stretch of its YAML replaced.
fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(MINIMAL.contains(from), "{from}");
    Loaded::text(&MINIMAL.replacen(from, to, 1)).report().unwrap_err()
}

/// Returns the findings for a template with the minimal filing.
fn template_faults(template: &str) -> Vec<String> {
    Loaded::text(MINIMAL).with_template(template).unwrap_err()
}

const MEASURE: &str =
    "针对自评中发现的问题，及时完善项目管理制度，将自评结果作为下一年度预算安排的参考依据。";

#[test]
fn faults_in_prose_stand_in_the_yaml() {
    insta::assert_debug_snapshot!([
        faults(MEASURE, "甲{% if true %}乙{% endif %}"),
        faults(MEASURE, "评优率为{{ figures.excelence_rate }}。"),
        faults(MEASURE, "|\n      第一行\n      共{{ figures.project_total | round }}万元"),
        faults(MEASURE, "\"\\u7532{{ department.name }}\""),
        faults(MEASURE, "甲<script>alert(1)</script>"),
        faults(MEASURE, "\"{{{{\""),
        faults(MEASURE, "\"{{ figures.project.P09.score }}\""),
        faults(MEASURE, "\"{{ figures.department.prior_final }}\""),
        faults(MEASURE, "{ heading: \"甲{# 乙 #}\", text: 丙 }"),
    ]);
}

#[test]
fn what_the_report_asks_and_the_filing_lacks_is_named_by_its_key() {
    insta::assert_debug_snapshot!([
        faults("  completed_on: 2025-03-10\n  score: 96.5\n", ""),
        faults("initial: 186.4, adjusted: 198.65, final: 197.2", "initial: 186.4"),
        faults("    adjusted: 42.5\n    final: 41.05\n    score: 95\n", ""),
        {
            let narrative = MINIMAL.find("narrative:").unwrap();
            Loaded::text(&MINIMAL[..narrative]).report().unwrap_err()
        },
    ]);
}

#[test]
fn a_rate_without_a_base_is_found_where_the_template_quotes_it() {
    let unplanned = MINIMAL.replacen("initial: 186.4", "initial: 0", 1);
    let template = "<h1>甲</h1>\n<p>支出率{{ figures.department.expenditure_rate }}</p>";
    insta::assert_debug_snapshot!(Loaded::text(&unplanned).with_template(template).unwrap_err());
}

#[test]
fn faults_of_templates_stand_in_the_template() {
    insta::assert_debug_snapshot!(
        [
            "<h1>甲</h1>\n<p>{{ figures.excelence_rate }}{{ figures.department }}</p>",
            "<h1>甲</h1>\n<p>{{ deparment.name }}</p>{% if figures.project_count == '1' %}{% endif %}",
            "<h1>甲</h1>\n{% if \"projects.expenditure_rat\" is absent %}<p>乙</p>{% endif %}",
            "<h1>甲</h1>\n{% for project in projects %}<p>{{ project.figures.scor }}</p>{% endfor %}",
            "<h1>甲</h1>\n{% if projects is given %}<p>乙</p>",
            "<h1>甲</h1>\n<p>乙{{ department.name</p>",
            "<h1>甲</h1>\n{% for project in projects %}<div>{{ project.name }}</div>{% endfor %}",
            "<h1>甲</h1>\n<p>{{ department.name }}\n<p>乙</p>",
            "<h1>甲</h1>\n<p>{{ department.name }}</strong></p>",
            "<p>没有标题</p>",
            "",
            "<h1>甲</h1>\n{% for p in projects %}<p>{{ p.code }}{{ p.figures.expenditure_rate }}</p>{% endfor %}",
        ]
        .map(template_faults)
    );
}

#[test]
fn conditions_ask_for_exact_values() {
    let of = |condition: &str| {
        let template =
            format!("<h1>甲</h1><p>{{% if {condition} %}}是{{% else %}}否{{% endif %}}</p>");
        let document = Loaded::text(MINIMAL).with_template(&template).unwrap();
        document.text().lines().last().unwrap() == "是"
    };
    for condition in [
        "\"project_count\" is positive",
        "\"cancelled_count\" is zero",
        "\"department.prior_final\" is absent",
        "\"by_kind.government_fund.share\" is zero",
        "\"projects.expenditure_rate\" is above_hundred and not \"department.initial\" is zero",
        "\"projects.expenditure_rate\" is positive",
        "\"project_count\" is not zero and (\"project_count\" is absent or projects is given)",
        "evaluation.submitted_on is missing and evaluation.completed_on is given",
        "unevaluated_projects is missing",
        "department.subordinate_units is not given",
        "signature == \"none\"",
    ] {
        assert!(of(condition), "{condition}");
    }
    for condition in [
        "\"project_count\" is negative",
        "\"department.expenditure_rate\" is no_base",
        "\"projects.adjustment\" is zero",
        "evaluation.lead_office is missing",
        "signature != \"none\"",
    ] {
        assert!(!of(condition), "{condition}");
    }
}

#[test]
fn rows_ask_for_what_their_project_has() {
    let template = "<h1>甲</h1><p>{% for project in projects %}\
        {% if project.figures.by_dimension.output.score is missing %}{{ project.figures.score }}{% endif %}\
        {% if project.code is given or project.status != 'active' %}无{% endif %}{% endfor %}</p>";
    let document = Loaded::text(MINIMAL).with_template(template).unwrap();
    assert_eq!(document.text(), "甲\n95\n");
}

#[test]
fn data_cannot_bring_markup() {
    let name = "甲&<b>乙</b>{{ x }}]]>\"'";
    let yaml = MINIMAL.replace("馆藏档案数字化\n", &format!("'{}'\n", name.replace('\'', "''")));
    let text = Loaded::text(&yaml).report().unwrap().text();
    assert!(text.contains(&format!("\t{name}\t")), "{text}");
}

#[test]
fn a_paragraph_of_a_megabyte_is_a_paragraph() {
    let long = "长".repeat(350_000);
    let text = Loaded::text(&MINIMAL.replace(MEASURE, &long)).report().unwrap().text();
    assert!(text.lines().any(|line| line == long));
    // None of these may take time that grows with the square of the text.
    for hostile in ["{{", "<a ", "&#", "{{ figures.a }}", "}}"] {
        let yaml = MINIMAL.replace(MEASURE, &format!("'甲{}'", hostile.repeat(100_000)));
        let _ = Loaded::text(&yaml).report();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Prose comes back as it was written, white space joined, or with a finding at its place.
    #[test]
    fn prose_comes_back(prose in "[ -~\u{a0}-\u{17f}\u{2010}-\u{2027}一-龟，。、；：？！“”（）《》𬴂㎡\u{3000}\u{1f600}]{1,60}") {
        prop_assume!(!prose.trim_matches(' ').is_empty());
        let quoted = serde_json::to_string(&prose).unwrap();
        let yaml = MINIMAL.replace(MEASURE, &quoted);
        let words = prose.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match Loaded::text(&yaml).report() {
            Ok(document) => {
                let text = document.text();
                prop_assert!(text.lines().any(|line| line == words), "{words:?}: {text}");
            }
            Err(faults) => {
                let place = faults.iter().all(|fault| fault.contains("filing.yaml:"));
                prop_assert!(place, "{faults:?}");
                let told = prose.contains(['{', '<', '&']);
                prop_assert!(told, "{words:?}: {faults:?}");
            }
        }
    }

    /// A template of arbitrary pieces is a document or findings, never a panic.
    #[test]
    fn any_template_is_a_document_or_findings(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<h1>", "</h1>", "<table>", "</table>", "<tbody>", "</tbody>", "<tr>", "</tr>",
        "<td>", "</td>", "<td rowspan=\"2\">", "<strong>", "</strong>", "<section>", "</section>", "甲", "\n",
        "{{ figures.project_count }}", "{{", "}}", "{% if projects is given %}", "{% endif %}", "{% else %}",
        "{% for project in projects %}", "{% endfor %}", "{{ project.name }}", "{#", "#}", "<", ">", "&", "\"",
        "<!--", "-->", "<![CDATA[", "]]>", "{{ department.finance_authority }}", "</", "<h4>", "</h4>", "<footer>",
    ]), 0..24)) {
        match Loaded::text(MINIMAL).with_template(&pieces.concat()) {
            Ok(document) => prop_assert!(document.text().ends_with('\n')),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
