//! Same input, same bytes: twice, in another folder, with other threads and in another time zone.

use crate::agreement::EXAMPLES;
use crate::harness::{Workplace, project_file};

/// Every format there is.
const FORMATS: &str = "docx,pdf,html";

#[test]
fn the_same_filing_gives_the_same_bytes_everywhere() {
    for example in EXAMPLES {
        let filing = project_file(example);
        let filing = filing.to_str().unwrap();
        let first = Workplace::empty();
        assert_eq!(first.run(&["build", filing, "--format", FORMATS, "--out", "a"]).status, 0);
        assert_eq!(first.run(&["build", filing, "--format", FORMATS, "--out", "b/c"]).status, 0);
        let second = Workplace::empty();
        let environment = [("TZ", "America/St_Johns"), ("RAYON_NUM_THREADS", "1")];
        let arguments = ["build", filing, "--format", FORMATS, "--out", "输出 d"];
        let outcome = second.run_with(&arguments, &environment);
        assert_eq!(outcome.status, 0, "{outcome:?}");
        let files = first.files("a");
        assert_eq!(files.len(), 4, "{example}: three formats and the record");
        assert!(files == first.files("b/c"), "{example}: twice");
        assert!(files == second.files("输出 d"), "{example}: elsewhere");
    }
}
