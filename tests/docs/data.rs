//! Samples are checked by somebody: TOML and YAML parse, and pages with Rust samples are compiled as doc tests.
//!
//! The files in `.github`, and all other TOML and YAML files, parse too.

use std::path::Path;

use saphyr::{LoadableYamlNode, Yaml};

use crate::files;
use crate::markdown::Page;

fn mistake(language: &str, text: &str) -> Option<String> {
    match language {
        "toml" => toml::from_str::<toml::Table>(text)
            .err()
            .map(|it| it.to_string()),
        "yaml" | "yml" => Yaml::load_from_str(text).err().map(|it| it.to_string()),
        _ => None,
    }
}

#[test]
fn every_toml_and_yaml_sample_parses() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files::ending(".md") {
        for sample in Page::read(&files::read(&file)).samples {
            let language = sample.it.language.as_str();
            count += usize::from(matches!(language, "toml" | "yaml" | "yml"));
            let mistake = mistake(language, &sample.it.text);
            wrong.extend(mistake.map(|it| format!("{file}:{}: {it}", sample.line)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count > 0, "no samples were found");
}

#[test]
fn every_yaml_and_toml_file_parses() {
    let mut wrong = Vec::new();
    for language in ["yml", "yaml", "toml"] {
        for file in files::ending(&format!(".{language}")) {
            let mistake = mistake(language, &files::read(&file));
            wrong.extend(mistake.map(|it| format!("{file}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_sample_that_does_not_parse_is_found() {
    assert!(mistake("toml", "a = ").is_some());
    assert!(mistake("yaml", "a: [").is_some());
    assert!(mistake("toml", "a = 1").is_none());
    assert!(mistake("yaml", "a: [1]").is_none());
}

/// A page with a Rust sample is compiled where a Rust file includes it as documentation.
#[test]
fn every_page_with_a_rust_sample_is_compiled() {
    let mut compiled = Vec::new();
    for file in files::ending(".rs") {
        let text = files::read(&file);
        let included = text.split("include_str!(\"").skip(1);
        let folder = files::root().join(&file);
        let folder = folder.parent().unwrap_or(Path::new(""));
        let included = included.filter_map(|rest| rest.split('"').next());
        compiled.extend(included.filter_map(|path| folder.join(path).canonicalize().ok()));
    }
    let mut left_out = files::ending(".md");
    left_out.retain(|file| {
        let samples = Page::read(&files::read(file)).samples;
        let mut languages = samples.iter().map(|sample| sample.it.language.as_str());
        languages.any(|it| it.split(',').next() == Some("rust"))
            && !compiled.contains(&files::root().join(file).canonicalize().unwrap())
    });
    assert_eq!(left_out, [""; 0], "no Rust file includes these");
}
