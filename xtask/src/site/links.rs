//! Checks the pages of a built site: every link and anchor leads somewhere, nothing is asked of another
//! site, and a strict Content-Security-Policy refuses nothing.
//!
//! The demo is a page of its own, with tests of its own; here it is only a target of links.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::html::{Tag, tags};
use super::{STEP, files_below, has_ending, is_elsewhere, resolve};
use crate::step_error::StepError;

/// What is wrong with a site, a line for each place. `of_demo` names the files of the demo.
pub(super) fn problems(site: &Path, of_demo: &BTreeSet<String>) -> Result<Vec<String>, StepError> {
    let files: BTreeSet<String> = files_below(site)?.into_iter().collect();
    let is_page = |name: &&String| has_ending(name, "html") && !of_demo.contains(*name);
    let mut pages = BTreeMap::new();
    for name in files.iter().filter(is_page) {
        let path = site.join(name);
        let html = fs::read_to_string(&path).map_err(StepError::at(STEP, &path))?;
        pages.insert(name.as_str(), html);
    }
    let tags: BTreeMap<&str, Vec<Tag<'_>>> = pages
        .iter()
        .map(|(name, html)| (*name, tags(html)))
        .collect();
    let anchors: BTreeMap<&str, BTreeSet<&str>> = tags
        .iter()
        .map(|(name, tags)| (*name, tags.iter().filter_map(|tag| tag.get("id")).collect()))
        .collect();
    let mut problems = BTreeSet::new();
    for (page, tags) in &tags {
        for tag in tags {
            for (name, value) in &tag.attributes {
                let why = match (tag.name, *name) {
                    ("a", "href") if is_elsewhere(value) => None,
                    (_, "href" | "src" | "srcset") => follow(page, value, &files, &anchors),
                    (_, "style") => Some("is a style inside the page"),
                    (_, name) if name.starts_with("on") => Some("is a script inside the page"),
                    _ => None,
                };
                if let Some(why) = why {
                    problems.insert(format!("{page}: {name}=\"{value}\" {why}"));
                }
            }
            let is_inline = tag.name == "style" || tag.name == "script" && tag.get("src").is_none();
            if is_inline {
                problems.insert(format!("{page}: has a <{}> inside", tag.name));
            }
        }
    }
    Ok(problems.into_iter().collect())
}

/// Why an address leads nowhere.
fn follow(
    page: &str,
    address: &str,
    files: &BTreeSet<String>,
    anchors: &BTreeMap<&str, BTreeSet<&str>>,
) -> Option<&'static str> {
    if is_elsewhere(address) {
        return Some("is asked of another site");
    }
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    let target = if path.is_empty() {
        page.to_owned()
    } else {
        match resolve(page, path) {
            Some(target) if files.contains(&target) => target,
            _ => return Some("is no file of the site"),
        }
    };
    let has = |anchors: &BTreeSet<&str>| anchor.is_empty() || anchors.contains(anchor);
    match anchors.get(target.as_str()) {
        Some(anchors) if !has(anchors) => Some("is no anchor of the page"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_of_a_page_is_named() {
        let site = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = site.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("demo/index.html", "<script>demo</script>");
        write("docs/there.html", "<h1 id=\"here\">There</h1>");
        write("a.js", "");
        write(
            "index.html",
            "<a href=\"docs/there.html#here\"></a><a href=\"https://x.example\"></a><a href=\"demo/index.html\"></a>\
             <script src=\"a.js\"></script>\
             <a href=\"docs/there.html#gone\"></a><a href=\"gone.html\"></a><a href=\"#gone\"></a>\
             <img src=\"https://x.example/a.png\"><p style=\"x\"></p><p onclick=\"x\"></p><script>x</script>",
        );
        assert_eq!(
            problems(site.path(), &BTreeSet::from(["demo/index.html".to_owned()])).unwrap(),
            [
                "index.html: has a <script> inside",
                "index.html: href=\"#gone\" is no anchor of the page",
                "index.html: href=\"docs/there.html#gone\" is no anchor of the page",
                "index.html: href=\"gone.html\" is no file of the site",
                "index.html: onclick=\"x\" is a script inside the page",
                "index.html: src=\"https://x.example/a.png\" is asked of another site",
                "index.html: style=\"x\" is a style inside the page",
            ]
        );
    }
}
