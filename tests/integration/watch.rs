//! Watching a filing: rebuilt on every save, through broken YAML, until the process is ended.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::harness::Workplace;

/// A running `ziping watch`; it is ended when it is dropped.
struct Watching {
    child: Child,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
}

impl Watching {
    fn start(workplace: &Workplace, arguments: &[&str]) -> Self {
        let mut command = workplace.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = lines(child.stdout.take().unwrap());
        let stderr = lines(child.stderr.take().unwrap());
        Self { child, stdout, stderr }
    }

    /// Waits for a line of talk that has `words`.
    fn await_talk(&self, words: &str) {
        let mut seen = Vec::new();
        loop {
            seen.push(next(&self.stderr, words, &seen));
            if seen.last().is_some_and(|line| line.contains(words)) {
                return;
            }
        }
    }

    /// Waits for a line of data that has `words`, and returns the lines up to it.
    fn await_data(&self, words: &str) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            seen.push(next(&self.stdout, words, &seen));
            if seen.last().is_some_and(|line| line.contains(words)) {
                return seen;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Returns the lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Returns the next line; a minute without one means that it will never come.
fn next(lines: &Receiver<String>, words: &str, seen: &[String]) -> String {
    lines
        .recv_timeout(Duration::from_mins(1))
        .unwrap_or_else(|error| panic!("no {words:?}: {error} after {seen:#?}"))
}

#[test]
fn a_filing_is_built_again_on_every_save() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let watching = Watching::start(&workplace, &["watch", "filing", "--format", "docx"]);
    assert_eq!(watching.await_data(".docx").len(), 1);
    watching.await_talk("正在监视");

    workplace.replace("filing/filing.yaml", "score: 99.2 ", "score: 98.5 ");
    let lines = watching.await_data("overall_score");
    assert_eq!(lines.len(), 2, "the path and the figure: {lines:?}");
    assert_eq!(lines[1], "overall_score  部门整体自评得分  99.2 → 98.5");
    watching.await_talk("正在监视");

    // Broken in between.
    let whole = fs::read_to_string(workplace.path("filing/filing.yaml")).unwrap();
    workplace.write("filing/filing.yaml", &whole.replace("score: 98.5", "score: [98.5"));
    watching.await_talk("Y106");
    watching.await_talk("改正并保存后继续");
    watching.await_talk("正在监视");

    // Files that are no part of the filing, and one that is saved as it was.
    workplace.write("filing/notes.txt", "甲");
    workplace.write("filing/.filing.yaml.swp", "乙");
    let projects = fs::read_to_string(workplace.path("filing/projects.yaml")).unwrap();
    workplace.write("filing/projects.yaml", &projects);

    // Mended by an editor that saves by renaming; what moved counts from the last good build.
    workplace.write("filing/filing.yaml~", &whole.replace("score: 98.5", "score: 88"));
    fs::rename(workplace.path("filing/filing.yaml~"), workplace.path("filing/filing.yaml"))
        .unwrap();
    let lines = watching.await_data("overall_grade");
    assert_eq!(
        lines[1..],
        ["overall_score  部门整体自评得分  98.5 → 88", "overall_grade  部门整体评价等级  优 → 良"]
    );
    watching.await_talk("正在监视");
    assert!(watching.stdout.try_recv().is_err(), "one build a save");
    assert!(watching.stderr.try_recv().is_err(), "nothing is built by itself");
}

#[test]
fn one_file_is_watched_from_a_broken_beginning() {
    let workplace = Workplace::empty();
    let text = fs::read_to_string(crate::harness::project_file("examples/minimal/filing.yaml"));
    let text = text.unwrap();
    workplace.write("a.yaml", &text.replace("score: 95\n", "score: 九十五\n"));
    workplace.write("b.yaml", "form: [");
    let watching = Watching::start(&workplace, &["watch", "a.yaml", "--format", "docx"]);
    watching.await_talk("Y103");
    watching.await_talk("正在监视");
    // Another file in the folder is not this filing's.
    workplace.write("b.yaml", "form: {");
    // Gone for a moment, as some editors have it.
    fs::remove_file(workplace.path("a.yaml")).unwrap();
    watching.await_talk("无法读取");
    watching.await_talk("正在监视");
    workplace.write("a.yaml", &text);
    assert_eq!(watching.await_data(".docx").len(), 1);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_watch() {
    let workplace = Workplace::with_filing("examples/minimal");
    let mut watching = Watching::start(&workplace, &["watch", "filing", "--format", "docx"]);
    watching.await_talk("正在监视");
    let process = watching.child.id().to_string();
    let status = std::process::Command::new("kill").args(["-INT", &process]).status().unwrap();
    assert!(status.success());
    let ended = watching.child.wait().unwrap();
    assert!(!ended.success(), "an interrupt is no success: {ended}");
    let left: Vec<_> = workplace.files("output").into_iter().map(|(name, _)| name).collect();
    assert_eq!(left.len(), 2, "the report and its record: {left:?}");
}

#[test]
fn what_is_not_there_cannot_be_watched() {
    let workplace = Workplace::empty();
    let outcome = workplace.run(&["watch", "没有"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.contains("没有"), "{}", outcome.stderr);
}
