//! Reads which programs and files the demo page has, from the `data-trunk` links of `index.html`.
//!
//! Trunk builds the page from the same links. This file knows only the kinds of links that the page
//! uses. It refuses any other link, with an error that quotes it, so that the two ways to build the
//! page cannot differ unnoticed. `site` builds the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::step_error::StepError;

const STEP: &str = "reading index.html";

/// How a link for Trunk begins.
const LINK: &str = "<link data-trunk ";

/// The attributes of a link for Trunk.
type Attributes<'a> = BTreeMap<&'a str, &'a str>;

/// The programs and files of the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// `index.html` without the links for Trunk.
    pub(super) html: String,
    pub(super) programs: Vec<Program>,
    /// Where each other file is, by its path on the server.
    pub(super) files: BTreeMap<String, PathBuf>,
}

/// A wasm program of the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Program {
    /// The cargo package that it comes from.
    pub(super) package: String,
    /// The name of the binary, and of the files made from it.
    pub(super) name: String,
}

impl Page {
    /// Reads the page below a directory.
    pub(super) fn read(root: &Path) -> Result<Self, StepError> {
        let path = root.join("index.html");
        let text = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
        let mut page = Self {
            html: String::new(),
            programs: Vec::new(),
            files: BTreeMap::new(),
        };
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(LINK) {
            let (link, after) = after.split_once("/>").unwrap_or((after, ""));
            page.html.push_str(before);
            page.add(root, link)?;
            rest = after;
        }
        page.html.push_str(rest);
        if page.html.contains("data-trunk") {
            return Err(unknown("`data-trunk` in another form"));
        }
        Ok(page)
    }

    fn add(&mut self, root: &Path, link: &str) -> Result<(), StepError> {
        let attributes = attributes(link).ok_or_else(|| unknown(link))?;
        let kind = attributes.get("rel").copied().unwrap_or_default();
        let known: &[&str] = match kind {
            "rust" => &[
                "data-bin",
                "data-type",
                "data-bindgen-target",
                "data-wasm-opt",
            ],
            "copy-file" | "copy-dir" => &[],
            _ => return Err(unknown(link)),
        };
        let is_known = |name| ["rel", "href"].contains(name) || known.contains(name);
        let path = match attributes.get("href") {
            Some(href) if attributes.keys().all(is_known) => root.join(href),
            _ => return Err(unknown(link)),
        };
        match kind {
            "rust" => {
                // Both make glue that a module script imports. A worker's default is another form.
                let form = (
                    attributes.get("data-type"),
                    attributes.get("data-bindgen-target"),
                );
                if !matches!(form, (None, None) | (Some(&"worker"), Some(&"web"))) {
                    return Err(unknown(link));
                }
                self.programs
                    .push(Program::read(&path, attributes.get("data-bin"))?);
            }
            "copy-dir" => add_folder(&mut self.files, "", &path)?,
            _ => add_file(&mut self.files, "", path),
        }
        Ok(())
    }
}

impl Program {
    /// The binary of this name, or the one that is named like its package.
    fn read(manifest: &Path, binary: Option<&&str>) -> Result<Self, StepError> {
        let text = fs::read_to_string(manifest).map_err(StepError::at(STEP, manifest))?;
        let malformed = |advice| StepError::Malformed {
            step: STEP,
            what: "the manifest of a program",
            advice,
        };
        let table: toml::Table = text
            .parse()
            .map_err(|_| malformed("run `cargo metadata`, which says where its TOML is wrong"))?;
        let name = table.get("package").and_then(|it| it.get("name")?.as_str());
        let package = name.ok_or_else(|| malformed("give it a package with a name"))?;
        Ok(Self {
            package: package.to_owned(),
            name: (*binary.unwrap_or(&package)).to_owned(),
        })
    }
}

/// The attributes, if all of them are written as `name="value"`.
fn attributes(link: &str) -> Option<Attributes<'_>> {
    let mut attributes = Attributes::new();
    let mut rest = link.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        attributes.insert(name, value);
        rest = after.trim_start();
    }
    Some(attributes)
}

fn add_file(files: &mut BTreeMap<String, PathBuf>, folder: &str, path: PathBuf) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    files.insert(format!("{folder}{name}"), path);
}

fn add_folder(
    files: &mut BTreeMap<String, PathBuf>,
    folder: &str,
    path: &Path,
) -> Result<(), StepError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = format!("{folder}{name}/");
    for entry in fs::read_dir(path)
        .map_err(StepError::at(STEP, path))?
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            add_folder(files, &folder, &path)?;
        } else {
            add_file(files, &folder, path);
        }
    }
    Ok(())
}

fn unknown(link: &str) -> StepError {
    StepError::UnknownLink {
        link: link.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Result<Page, StepError> {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("index.html", html);
        write("Cargo.toml", "[package]\nname = \"card\"\n");
        write("js/element.js", "");
        write("locales/de.js", "");
        write("locales/more/fr.js", "");
        Page::read(root.path())
    }

    #[test]
    fn links_for_trunk_become_programs_and_files() {
        let page = page(
            "<head>\n<link data-trunk rel=\"rust\" href=\"Cargo.toml\" data-bin=\"card-program\" />\n\
             <link data-trunk rel=\"copy-file\" href=\"js/element.js\" />\n\
             <link data-trunk rel=\"copy-dir\" href=\"locales\" /></head>\n",
        )
        .unwrap();
        assert_eq!(page.html, "<head>\n\n\n</head>\n");
        assert_eq!(page.programs[0].package, "card");
        assert_eq!(page.programs[0].name, "card-program");
        let files: Vec<_> = page.files.keys().collect();
        assert_eq!(files, ["element.js", "locales/de.js", "locales/more/fr.js"]);
    }

    #[test]
    fn a_program_without_a_name_is_called_like_its_package() {
        let link = "<link data-trunk rel=\"rust\" href=\"Cargo.toml\" data-type=\"worker\" \
                    data-bindgen-target=\"web\" />";
        assert_eq!(page(link).unwrap().programs[0].name, "card");
    }

    #[test]
    fn the_error_quotes_a_link_of_another_kind() {
        for link in [
            "rel=\"css\" href=\"js/element.js\"",
            "rel=\"copy-file\" href=\"js/element.js\" data-target-path=\"x\"",
            "rel=\"copy-file\"",
            "rel=copy-file href=js/element.js",
            "rel=\"rust\" href=\"Cargo.toml\" data-type=\"worker\"",
        ] {
            let refused = page(&format!("<link data-trunk {link} />")).unwrap_err();
            assert!(refused.to_string().contains(link), "{refused}");
        }
        assert!(page("<script data-trunk src=\"x.js\"></script>").is_err());
    }
}
