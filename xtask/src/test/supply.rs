//! Checks the dependencies: their licences, their sources, and the advisories against them.
//!
//! `deny.toml` has the rules for crates. Licences, sources and versions are checked offline.
//! Advisories are in databases on the network: when one cannot be reached, a line says so, and the
//! check is not counted.

use std::path::Path;

use serde_json::Value;

use super::Results;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{cargo_tool, command, npm};
use crate::workspace;

const FIX: &str = "take the crate out, or say in deny.toml why it may stay";
const AUDIT: &str = "npm audit";

/// Where npm packages are locked.
const PROJECTS: [&str; 4] = [
    "tests/e2e",
    "tests/package",
    "tests/deploy",
    "examples/react",
];

pub(super) fn run(results: &mut Results) -> Result<(), StepError> {
    let deny = cargo_tool::deny().ensure()?.join("cargo-deny");
    let check = |what: &[&str]| {
        let mut check = command(&deny);
        check
            .args(["--locked", "check", "--hide-inclusion-graph"])
            .args(what);
        Step::new(format!("cargo deny: {}", what.join(", ")), FIX).quiet(check)
    };
    results.check(check(&["licenses", "sources", "bans"]));
    if command(&deny)
        .args(["fetch", "db"])
        .output()
        .is_ok_and(|it| it.status.success())
    {
        results.check(check(&["advisories"]));
    } else {
        println!("Advisories against crates were not checked: their database cannot be reached.");
    }
    for project in PROJECTS {
        match audit(&workspace::root().join(project))? {
            NpmAudit::Clean => results.check(Ok(())),
            NpmAudit::Found(count) => results.check(Err(StepError::Vulnerable { project, count })),
            NpmAudit::Unreachable => println!(
                "Advisories against the packages of {project} were not checked: the registry does not answer."
            ),
        }
    }
    Ok(())
}

/// The answer of `npm audit` about a project's locked packages.
#[derive(Debug, PartialEq, Eq)]
enum NpmAudit {
    Clean,
    /// The number of packages with an advisory of level high or critical.
    Found(u64),
    Unreachable,
}

fn audit(project: &Path) -> Result<NpmAudit, StepError> {
    let mut audit = npm::command(AUDIT)?;
    audit.current_dir(project).args(["audit", "--json"]);
    let output = audit.output().map_err(StepError::at(AUDIT, project))?;
    Ok(judge(&output.stdout))
}

fn judge(answer: &[u8]) -> NpmAudit {
    let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    let counts = answer.pointer("/metadata/vulnerabilities");
    let count = |level| counts.and_then(|counts| counts.get(level)?.as_u64());
    match (count("high"), count("critical")) {
        (Some(0), Some(0)) => NpmAudit::Clean,
        (Some(high), Some(critical)) => NpmAudit::Found(high + critical),
        _ => NpmAudit::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_counts_is_no_clean_audit() {
        let results = |high| {
            format!(
                r#"{{"metadata":{{"vulnerabilities":{{"low":1,"high":{high},"critical":1}}}}}}"#
            )
        };
        assert_eq!(judge(results(2).as_bytes()), NpmAudit::Found(3));
        let clean = r#"{"metadata":{"vulnerabilities":{"low":1,"high":0,"critical":0}}}"#;
        assert_eq!(judge(clean.as_bytes()), NpmAudit::Clean);
        assert_eq!(judge(br#"{"message":"405"}"#), NpmAudit::Unreachable);
        assert_eq!(judge(b""), NpmAudit::Unreachable);
    }
}
