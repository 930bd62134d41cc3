//! Lays out the pages for mdBook: the Markdown of the repository, where it is in the repository.
//!
//! `docs/site/SUMMARY.md` lists pages with their titles. What a page links to is a page too: another
//! Markdown file under its own title, any other text as a sample of code, and a folder as the list of
//! what is in it. So every link of the repository works on the site, and a new page need not be listed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{STEP, has_ending, is_elsewhere, resolve};
use crate::step_error::StepError;

/// The list of pages.
const SUMMARY: &str = "docs/site/SUMMARY.md";

/// How the names of pictures end. A picture is copied.
const PICTURES: [&str; 3] = [".png", ".svg", ".jpg"];

/// The page with the demo, which is beside it in the folder `demo`.
const DEMO: &str = "# Demo

[Open the demo](demo/index.html) in this tab, or try it here. It is a mock page of an intranet with the widget in it. Its Universal
Print tenant runs in your browser: nothing is sent anywhere, and nothing is printed.

<iframe src=\"demo/index.html\" title=\"The demo: a page of an intranet with the widget\" loading=\"lazy\"></iframe>
";

/// Around a sample; longer than any fence inside.
const FENCE: &str = "``````````";

/// What a link leads to.
enum Target {
    /// A page, at this path below the root.
    Page(String),
    /// A picture.
    Picture,
    /// Anything else that is no page of its own.
    Other,
}

struct Layout<'a> {
    root: &'a Path,
    into: &'a Path,
    /// Pages that were found and are not yet written.
    open: VecDeque<String>,
    /// The titles of all pages.
    titles: BTreeMap<String, String>,
}

/// Writes the pages and their `SUMMARY.md` into a directory.
pub(super) fn lay_out(root: &Path, into: &Path) -> Result<(), StepError> {
    let mut layout = Layout {
        root,
        into,
        open: VecDeque::new(),
        titles: BTreeMap::new(),
    };
    let summary = layout.read(SUMMARY)?;
    let summary = rewrite(&summary, |address| match layout.find(SUMMARY, address) {
        Ok(Target::Page(page)) => Some(page),
        _ => None,
    });
    let listed: BTreeSet<String> = layout.titles.keys().cloned().collect();
    while let Some(page) = layout.open.pop_front() {
        layout.write(&page)?;
    }
    layout.put("demo.md", DEMO)?;
    // The demo comes after the first page, which stands before the first part.
    let (start, parts) = summary.split_once("\n\n# ").unwrap_or((&summary, "More\n"));
    let mut summary = format!("{start}\n[Demo](demo.md)\n\n# {parts}\n# More\n\n");
    let more = layout
        .titles
        .iter()
        .filter(|(page, _)| !listed.contains(*page));
    for (page, title) in more {
        let _ = writeln!(summary, "- [{title}]({page})");
    }
    layout.put("SUMMARY.md", &summary)
}

impl Layout<'_> {
    /// What a link of a file leads to. A page that is new is opened.
    fn find(&mut self, file: &str, address: &str) -> Result<Target, StepError> {
        if is_elsewhere(address) {
            return Ok(Target::Other);
        }
        let Some(path) = resolve(file, address) else {
            return Ok(Target::Other);
        };
        let place = self.root.join(&path);
        if PICTURES.iter().any(|ending| path.ends_with(ending)) {
            if place.is_file() {
                let to = self.into.join(&path);
                make_folder_of(&to)?;
                fs::copy(&place, &to).map_err(StepError::at(STEP, &place))?;
            }
            return Ok(Target::Picture);
        }
        let page = if place.is_dir() {
            let page = format!("{path}/README.md");
            if self.root.join(&page).is_file() {
                page
            } else {
                format!("{path}/folder.md")
            }
        } else if !place.is_file() {
            return Ok(Target::Other);
        } else if has_ending(&path, "md") {
            path
        } else {
            format!("{path}.md")
        };
        if !self.titles.contains_key(&page) {
            self.titles.insert(page.clone(), self.title(&page)?);
            self.open.push_back(page.clone());
        }
        Ok(Target::Page(page))
    }

    /// The first heading of a Markdown file; the name of any other file.
    fn title(&self, page: &str) -> Result<String, StepError> {
        if !self.root.join(page).is_file() {
            let name = page.strip_suffix(".md").unwrap_or(page);
            return Ok(name.strip_suffix("/folder").unwrap_or(name).to_owned());
        }
        let text = self.read(page)?;
        let heading = text.lines().find_map(|line| line.strip_prefix("# "));
        Ok(heading.unwrap_or(page).replace(['[', ']'], ""))
    }

    fn write(&mut self, page: &str) -> Result<(), StepError> {
        let text = self.text(page)?;
        let mut failure = None;
        let text = rewrite(&text, |address| match self.find(page, address) {
            Ok(Target::Page(found)) => {
                let plain = resolve(page, address)?;
                // The page may be named differently from what it shows.
                Some(format!(
                    "{}{}",
                    address.trim_end_matches('/'),
                    found.strip_prefix(&plain)?
                ))
            }
            Ok(_) => None,
            Err(error) => {
                failure = Some(error);
                None
            }
        });
        failure.map_or_else(|| self.put(page, &text), Err)
    }

    /// The Markdown of a page.
    fn text(&self, page: &str) -> Result<String, StepError> {
        if self.root.join(page).is_file() {
            return self.read(page);
        }
        let title = self.titles.get(page).map_or(page, String::as_str);
        let mut text = format!("# {title}\n\n");
        if let Some(folder) = page.strip_suffix("folder.md") {
            for name in names_in(&self.root.join(folder))? {
                let _ = writeln!(text, "- `{name}`");
            }
            return Ok(text);
        }
        let language = title.rsplit_once('.').map_or("text", |(_, ending)| ending);
        let sample = self.read(title)?;
        Ok(format!("{text}{FENCE}{language}\n{sample}\n{FENCE}\n"))
    }

    fn read(&self, file: &str) -> Result<String, StepError> {
        let path = self.root.join(file);
        fs::read_to_string(&path).map_err(StepError::at(STEP, &path))
    }

    fn put(&self, file: &str, text: &str) -> Result<(), StepError> {
        let path = self.into.join(file);
        make_folder_of(&path)?;
        fs::write(&path, text).map_err(StepError::at(STEP, &path))
    }
}

/// The names of what is in a folder, without what npm has installed there.
fn names_in(folder: &Path) -> Result<Vec<String>, StepError> {
    let entries = fs::read_dir(folder).map_err(StepError::at(STEP, folder))?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "node_modules")
        .collect();
    names.sort();
    Ok(names)
}

fn make_folder_of(path: &Path) -> Result<(), StepError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(StepError::at(STEP, folder))
}

/// Replaces the addresses of links and pictures, without their anchors, by what `other` gives for
/// them. Samples of code stay as they are.
fn rewrite(text: &str, mut other: impl FnMut(&str) -> Option<String>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut in_sample = false;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start().starts_with("```");
        in_sample ^= is_fence;
        if in_sample || is_fence {
            result.push_str(line);
        } else {
            rewrite_line(line, &mut other, &mut result);
        }
    }
    result
}

fn rewrite_line(line: &str, other: &mut impl FnMut(&str) -> Option<String>, result: &mut String) {
    /// What stands before an address, and the character after it.
    const ADDRESSES: [(&str, char); 3] = [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')];
    let mut in_code = false;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        in_code ^= first == '`';
        let address = ADDRESSES.iter().find_map(|(before, after)| {
            let address = rest.strip_prefix(before)?.split(*after).next()?;
            (!in_code).then_some((*before, address))
        });
        let Some((before, address)) = address else {
            result.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        let path = address.split('#').next().unwrap_or_default();
        let new = (!path.is_empty()).then(|| other(path)).flatten();
        result.push_str(before);
        result.push_str(new.as_deref().unwrap_or(path));
        result.push_str(address.get(path.len()..).unwrap_or_default());
        rest = rest.get(before.len() + address.len()..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A checkout with these files.
    fn checkout(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn addresses_are_replaced_outside_of_samples_and_code() {
        let text = "[a](x.md#y) `[b](x.md)` <img src=\"x.md\">\n```md\n[c](x.md)\n```\n[d](z.md)\n";
        let new = rewrite(text, |address| {
            (address == "x.md").then(|| "new".to_owned())
        });
        let expected =
            "[a](new#y) `[b](x.md)` <img src=\"new\">\n```md\n[c](x.md)\n```\n[d](z.md)\n";
        assert_eq!(new, expected);
    }

    #[test]
    fn what_pages_link_to_is_a_page_or_a_picture_of_the_site() {
        let root = checkout(&[
            (
                SUMMARY,
                "# Pages\n\n[Start](../../README.md)\n\n# Part\n\n- [More](../more.md)\n",
            ),
            (
                "README.md",
                "# Start\n\n[more](docs/more.md#there) [licence](LICENSE) [all](deploy) ![it](docs/it.png) [web](https://x.example)\n",
            ),
            ("docs/more.md", "# More of it\n\n[back](../README.md)\n"),
            ("docs/it.png", "picture"),
            ("LICENSE", "Do as you like.\n"),
            ("deploy/a/b.yaml", "kind: Pod\n"),
            ("deploy/c.yaml", "kind: Pod\n"),
            ("deploy/node_modules/d.js", ""),
        ]);
        let into = tempfile::tempdir().unwrap();
        lay_out(root.path(), into.path()).unwrap();
        let read = |name: &str| fs::read_to_string(into.path().join(name)).unwrap();
        assert_eq!(
            read("README.md"),
            "# Start\n\n[more](docs/more.md#there) [licence](LICENSE.md) [all](deploy/folder.md) ![it](docs/it.png) [web](https://x.example)\n"
        );
        assert_eq!(read("docs/it.png"), "picture");
        assert!(read("LICENSE.md").contains("\n``````````text\nDo as you like.\n"));
        assert_eq!(read("deploy/folder.md"), "# deploy\n\n- `a`\n- `c.yaml`\n");
        let summary = read("SUMMARY.md");
        assert!(summary.starts_with(
            "# Pages\n\n[Start](README.md)\n[Demo](demo.md)\n\n# Part\n\n- [More](docs/more.md)\n\n# More\n\n- [LICENSE](LICENSE.md)\n"
        ));
        assert!(summary.contains("- [deploy](deploy/folder.md)\n"));
    }
}
