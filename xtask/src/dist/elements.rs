//! Writes `custom-elements.json`, from which editors and catalogues of components know the element.
//!
//! The form is the [Custom Elements Manifest](https://github.com/webcomponents/custom-elements-manifest).
//! All of it is read from the hand-written types and from the tables of `docs/theming.md`, so it says
//! the same as they do. A text that cannot be read is an error and not an empty list.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::STEP;
use crate::step_error::StepError;

const FILE: &str = "custom-elements.json";
const TYPES: &str = "js/print-redirect.d.ts";
const THEMING: &str = "docs/theming.md";
const CLASS: &str = "export declare class PrintRedirectElement";

/// Writes the manifest of the checkout at `root` into a package.
pub(super) fn write(root: &Path, package: &Path) -> Result<(), StepError> {
    let read = |name: &str| {
        let path = root.join(name);
        fs::read_to_string(&path).map_err(StepError::at(STEP, &path))
    };
    let manifest = manifest(&read(TYPES)?, &read(THEMING)?).ok_or(StepError::Malformed {
        step: STEP,
        what: "js/print-redirect.d.ts or docs/theming.md",
        advice: "compare its tables and comments with what xtask/src/dist/elements.rs reads",
    })?;
    let path = package.join(FILE);
    fs::write(&path, format!("{manifest:#}\n")).map_err(StepError::at(STEP, &path))
}

/// None if one of the lists would be empty.
fn manifest(types: &str, theming: &str) -> Option<Value> {
    let attributes = attributes(types);
    let fields = fields(types, &attributes);
    let events: Vec<_> = members(types, "export interface PrintRedirectEventMap")
        .iter()
        .map(|it| json!({ "name": it.name, "type": { "text": it.of }, "description": it.about }))
        .collect();
    let methods: Vec<_> = members(types, CLASS)
        .iter()
        .filter_map(|it| Some((it.name.strip_suffix("()")?, it)))
        .filter(|(name, _)| !name.contains(' ')) // no getter
        .map(|(name, it)| {
            let of = json!({ "type": { "text": it.of } });
            json!({ "kind": "method", "name": name, "return": of, "description": it.about })
        })
        .collect();
    let properties = custom_properties(theming);
    let lists = [&fields, &events, &methods, &properties];
    if attributes.is_empty() || lists.iter().any(|list| list.is_empty()) {
        return None;
    }
    let attributes: Vec<_> = attributes
        .iter()
        .map(|it| json!({ "name": it.name, "fieldName": it.option, "description": it.about }))
        .collect();
    let module = "print-redirect.js";
    let class = "PrintRedirectElement";
    let declaration = json!({ "name": class, "module": module });
    let members = [fields, methods].concat();
    Some(json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [{
            "kind": "javascript-module",
            "path": module,
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": class,
                "tagName": "print-redirect",
                "superclass": { "name": "HTMLElement", "package": "global:" },
                "description": "Lists the user's waiting print jobs and sends them to the chosen printer.",
                "attributes": attributes,
                "members": members,
                "events": events,
                "cssProperties": properties,
            }],
            "exports": [
                { "kind": "custom-element-definition", "name": "print-redirect", "declaration": declaration },
                { "kind": "js", "name": class, "declaration": declaration },
            ],
        }],
    }))
}

/// A member of an interface or class, with the first paragraph of its comment.
struct Member<'a> {
    name: &'a str,
    of: &'a str,
    about: String,
    default: Option<&'a str>,
}

/// The members of the interface or class whose line starts with `opening`. The name of a method ends in `()`, that of a getter
/// starts with `get `.
fn members<'a>(types: &'a str, opening: &str) -> Vec<Member<'a>> {
    let body = types
        .lines()
        .skip_while(|line| !line.starts_with(opening))
        .skip(1)
        .take_while(|line| *line != "}");
    let (mut found, mut about, mut default) = (Vec::new(), String::new(), None);
    let mut first_paragraph = true;
    for line in body.filter_map(|line| line.strip_prefix("  ")) {
        let comment = line.strip_prefix("/**").or_else(|| line.strip_prefix(" *"));
        if let Some(comment) = comment {
            if line.starts_with("/**") {
                (about, default, first_paragraph) = (String::new(), None, true);
            }
            let text = comment.trim_end_matches("*/").trim_end_matches('/').trim();
            if let Some(value) = text.strip_prefix("@default ") {
                default = Some(value);
            }
            first_paragraph &= !text.starts_with('@') && (!text.is_empty() || about.is_empty());
            if first_paragraph && !text.is_empty() {
                about += if about.is_empty() { "" } else { " " };
                about += text;
            }
        } else if let Some((name, of)) = line.strip_suffix(';').and_then(|it| it.split_once(": ")) {
            let about = std::mem::take(&mut about);
            let name = name.trim_end_matches('?');
            found.push(Member {
                name,
                of,
                about,
                default: default.take(),
            });
        }
    }
    found
}

/// An attribute of the element and the option that it belongs to.
struct Attribute<'a> {
    name: &'a str,
    option: &'a str,
    about: String,
}

/// The rows of the table in the comment of the class.
fn attributes(types: &str) -> Vec<Attribute<'_>> {
    let table = types
        .lines()
        .skip_while(|line| !line.starts_with(" * | attribute |"))
        .skip(2)
        .map_while(|line| line.strip_prefix(" * | "));
    let mut found = Vec::new();
    for row in table {
        let [names, option, value] = cells(row)[..] else {
            continue;
        };
        for name in quoted(names) {
            // “the option of this name”, but for the hyphen.
            let option = quoted(option).next().unwrap_or(match name {
                "asset-base" => "assetBase",
                same => same,
            });
            let about = format!("The option `{option}`: {value}.");
            found.push(Attribute {
                name,
                option,
                about,
            });
        }
    }
    found
}

/// The properties of the element, with what the options of their names are for.
fn fields(types: &str, attributes: &[Attribute<'_>]) -> Vec<Value> {
    let options = members(types, "export interface PrintRedirectOptions");
    let getters = members(types, CLASS);
    let getters = getters.iter().filter_map(|it| {
        let name = it.name.strip_prefix("get ")?.strip_suffix("()")?;
        Some((name, it.of))
    });
    getters
        .filter_map(|(name, of)| {
            let option = options.iter().find(|it| it.name == name)?;
            // An option that several attributes make up belongs to none of them alone.
            let own: Vec<_> = attributes.iter().filter(|it| it.option == name).collect();
            let attribute = match own[..] {
                [attribute] => Some(("attribute", attribute.name)),
                _ => None,
            };
            let mut field = serde_json::Map::new();
            let texts = [
                ("kind", "field"),
                ("name", name),
                ("description", &option.about),
            ];
            let default = option.default.map(|it| ("default", it));
            for (key, text) in texts.into_iter().chain(attribute).chain(default) {
                field.insert(key.to_owned(), text.into());
            }
            field.insert("type".to_owned(), json!({ "text": of }));
            Some(Value::Object(field))
        })
        .collect()
}

/// The custom properties in the table of `docs/theming.md`, and those that only the notices read, in the text below it.
fn custom_properties(theming: &str) -> Vec<Value> {
    let rows = theming
        .lines()
        .filter_map(|line| line.strip_prefix("| `--"));
    let mut found: Vec<_> = rows
        .filter_map(|row| match cells(row)[..] {
            [name, about, light, ..] => {
                let name = format!("--{}", name.trim_end_matches('`'));
                let default = quoted(light).next()?;
                Some(json!({ "name": name, "description": about, "default": default }))
            }
            _ => None,
        })
        .collect();
    for name in theming.split('`').filter(|it| it.starts_with("--")) {
        if found.iter().all(|it| it["name"] != name) {
            found.push(json!({ "name": name, "description": "read by the notices that appear when the program cannot run" }));
        }
    }
    found
}

fn cells(row: &str) -> Vec<&str> {
    let row = row.trim().trim_end_matches('|');
    row.split(" | ").map(str::trim).collect()
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    const TYPES: &str = "\
export interface PrintRedirectOptions {
  /**
   * The queues,
   * all of them.
   *
   * @example
   * widget.queues = [];
   */
  queues: Queue[];
  /**
   * The colours.
   * @default 'auto'
   */
  theme?: Theme;
}
export interface PrintRedirectEventMap {
  /** Graph accepted it. */
  redirected: CustomEvent<RedirectedDetail>;
}
/**
 * | attribute | option | value |
 * |---|---|---|
 * | `queue` | `queues` | share ids |
 * | `theme`, `asset-base` | the option of this name | text |
 */
export declare class PrintRedirectElement extends HTMLElement {
  get queues(): Queue[] | undefined;
  set queues(value: Queue[] | null | undefined);
  get theme(): Theme | undefined;

  /** Reads again. */
  refresh(): void;
}
";
    const THEMING: &str = "\
| property | for | light |
|---|---|---|
| `--a` | text | `#242424` |

The notices read `--a` and `--b`.
";

    #[test]
    fn every_part_of_the_element_is_described() {
        let manifest = manifest(TYPES, THEMING).unwrap();
        let element = &manifest["modules"][0]["declarations"][0];
        let queues = &element["members"][0];
        assert_eq!(queues["description"], "The queues, all of them.");
        assert_eq!(queues["type"]["text"], "Queue[] | undefined");
        assert_eq!(queues["attribute"], "queue");
        assert_eq!(element["members"][1]["default"], "'auto'");
        assert_eq!(element["members"][2]["name"], "refresh");
        let names = |list: &str| {
            let all = element[list].as_array().unwrap();
            all.iter().map(|it| it["name"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("attributes"), ["queue", "theme", "asset-base"]);
        assert_eq!(element["attributes"][2]["fieldName"], "assetBase");
        assert_eq!(names("events"), ["redirected"]);
        assert_eq!(names("cssProperties"), ["--a", "--b"]);
        assert_eq!(element["cssProperties"][0]["default"], "#242424");
    }

    #[test]
    fn types_without_events_are_refused() {
        let without = TYPES.replace("PrintRedirectEventMap", "Others");
        assert_eq!(manifest(&without, THEMING), None);
    }

    #[test]
    fn the_types_of_the_checkout_can_be_read() {
        let package = tempfile::tempdir().unwrap();
        write(workspace::root(), package.path()).unwrap();
        assert!(package.path().join(FILE).is_file());
    }
}
