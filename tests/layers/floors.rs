//! The floors of the larger modules, and the tests that hold every file to its floor.
//!
//! A floor holds parts; a part is a file, or a file with the folder of its name. A file imports
//! from floors below its own and from its own part. It never imports from a floor above or from
//! another part of its floor. No two files import each other, not even over others.

use std::collections::hash_map::RandomState;

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::imports::Path;
use crate::sources::{Source, root, sources};

/// A module whose files stand on floors.
struct LayeredModule {
    /// Where its crate's sources are.
    folder: &'static str,
    /// The name of its crate.
    library: &'static str,
    /// Its name; empty for the whole crate.
    name: &'static str,
    /// The parts of each floor, from the bottom up. `jobs` stands for `jobs.rs` and everything in
    /// `jobs/`, unless a longer name stands for a file. The empty name is the module's own file.
    floors: &'static [&'static [&'static str]],
}

const LAYERED_MODULES: [LayeredModule; 5] = [
    LayeredModule {
        folder: "src",
        library: "print_redirect",
        name: "flow",
        floors: &[
            // Data.
            &[
                "announcement",
                "code_text",
                "coordinates",
                "jitter",
                "request_ids",
                "search",
                "service",
                "stored_favorites",
            ],
            &["account"],
            &["options"],
            &["state"],
            &["journal"],
            &["command", "event"],
            // Messages for the parts and the screen.
            &["words"],
            // What all parts do alike; the screen.
            &["batch", "calls", "selection", "settings", "tell", "view"],
            // Parts that read.
            &[
                "clock",
                "favorites",
                "jobs",
                "nearest",
                "printers",
                "search_pause",
                "sight",
                "tracking",
            ],
            // Parts that act for the user.
            &[
                "cancelling",
                "code",
                "destination",
                "dismissing",
                "release",
                "sign_in",
            ],
            // Lets parts go on after a sign-in.
            &["recovery"],
            // Routers.
            &["answers", "elsewhere", "page", "restart"],
            &[""],
        ],
    },
    LayeredModule {
        folder: "src",
        library: "print_redirect",
        name: "browser",
        floors: &[
            &["clock", "keepalive", "listener", "locks", "object"],
            &["fetch", "intl", "page", "position", "scheme", "storage"],
            &[""],
        ],
    },
    LayeredModule {
        folder: "src",
        library: "print_redirect",
        name: "host",
        floors: &[
            &["catalogue", "code", "early", "events"],
            &["token"],
            &["functions", "user"],
            &["bindings", "options"],
            &["runner"],
            &[""],
        ],
    },
    LayeredModule {
        folder: "src",
        library: "print_redirect",
        name: "ui",
        floors: &[
            &["element", "language", "memoized", "watched"],
            &["context", "icon", "width", "windowed"],
            &[
                "button",
                "countdown",
                "focus",
                "job_text",
                "line",
                "live_regions",
            ],
            &["job_filter", "problem", "settings_form"],
            &["destination", "jobs", "summary"],
            &["screen"],
            &[""],
        ],
    },
    LayeredModule {
        folder: "crates/gateway/src",
        library: "gateway",
        name: "",
        floors: &[
            &[
                "",
                "clock",
                "graph/address",
                "id",
                "identity/authority",
                "limits",
                "server",
                "trace",
                "transport",
                "words",
            ],
            &[
                "credential",
                "drain",
                "identity/caller",
                "identity/discovery",
                "refusal",
            ],
            &[
                "audit",
                "body",
                "destination",
                "identity",
                "ownership",
                "rate",
                "route",
                "tokens",
            ],
            &["metrics"],
            &["config", "graph"],
            &["doctor", "relay", "setup"],
            &["gateway"],
            &["admin"],
            &["main"],
        ],
    },
];

#[test]
fn every_file_imports_from_below_only() {
    let all = LAYERED_MODULES.iter();
    let forbidden: Vec<String> = all
        .flat_map(|module| module.forbidden(&module.sources()))
        .collect();
    assert!(
        forbidden.is_empty(),
        "a file imports only from the floors below its own (ARCHITECTURE.md, Floors):\n{}",
        forbidden.join("\n")
    );
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    for module in &LAYERED_MODULES {
        assert_eq!(circles(&module.sources()), Vec::<Vec<String>>::new());
    }
}

#[test]
fn every_part_of_a_floor_exists() {
    for module in &LAYERED_MODULES {
        let sources = module.sources();
        for part in module.floors.iter().copied().flatten() {
            let exists = sources
                .iter()
                .any(|it| module.part(&it.module) == Some(part));
            assert!(
                exists,
                "{}: {part} is on a floor and is no file",
                module.name
            );
        }
    }
}

/// The screen is derived from the state; no decision depends on what it shows.
#[test]
fn nothing_in_the_flow_imports_the_view() {
    let flow = LAYERED_MODULES
        .iter()
        .find(|module| module.name == "flow")
        .unwrap();
    let sources = flow.sources();
    let part = |source: &Source| flow.part(&source.module);
    let uses = arrows(&sources)
        .into_iter()
        .filter(|(source, _, target)| part(target) == Some("view") && part(source) != Some("view"))
        .map(|(source, line, _)| format!("{}:{line}", source.file));
    assert_eq!(uses.collect::<Vec<_>>(), [""; 0]);
}

/// The tables in ARCHITECTURE.md that tell readers the floors: which module, and the table's title.
const TABLES: [(&str, &str); 3] = [
    ("flow", "**The workflow**"),
    ("ui", "**The screen**"),
    ("", "**The gateway**"),
];

#[test]
fn the_tables_in_the_architecture_name_the_same_floors() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (name, title) in TABLES {
        let module = LAYERED_MODULES.iter().find(|it| it.name == name).unwrap();
        let (_, after) = page.split_once(title).unwrap();
        let mut told = parts_in_table(after);
        let floor_of = |part: &String| module.floor(part);
        let floors: Vec<Option<usize>> = told.iter().map(floor_of).collect();
        assert!(
            floors.is_sorted_by(|above, below| above >= below),
            "{title}: a row stands above a higher floor: {told:?} {floors:?}"
        );
        told.sort();
        let mut parts: Vec<&str> = module.floors.iter().copied().flatten().copied().collect();
        parts.sort_unstable();
        assert_eq!(told, parts, "{title}");
    }
}

/// The parts in the second column of the first table, from the top down.
fn parts_in_table(text: &str) -> Vec<String> {
    let rows = text.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|')).skip(2);
    let cells = rows.filter_map(|row| row.split('|').nth(2));
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(|part| match part {
            "lib" | "src/flow.rs" | "src/ui.rs" => String::new(),
            part => part.to_owned(),
        })
        .collect()
}

impl LayeredModule {
    fn sources(&self) -> Vec<Source> {
        let all = sources(self.folder, self.library);
        all.into_iter()
            .filter(|it| self.inner(&it.module).is_some())
            .collect()
    }

    /// A module's path below the module's own.
    fn inner(&self, module: &[String]) -> Option<String> {
        let path = module.join("/");
        if self.name.is_empty() {
            return Some(path);
        }
        let inner = path.strip_prefix(self.name)?;
        (inner.is_empty() || inner.starts_with('/'))
            .then(|| inner.trim_start_matches('/').to_owned())
    }

    /// The part that a module belongs to: of all that fit, the one with the longest name.
    fn part(&self, module: &[String]) -> Option<&'static str> {
        let inner = self.inner(module)?;
        let fits = |part: &&str| {
            let rest = inner.strip_prefix(*part);
            rest.is_some_and(|rest| rest.is_empty() || (!part.is_empty() && rest.starts_with('/')))
        };
        let parts = self.floors.iter().copied().flatten().copied();
        parts.filter(fits).max_by_key(|part| part.len())
    }

    fn floor(&self, part: &str) -> Option<usize> {
        self.floors.iter().position(|floor| floor.contains(&part))
    }

    /// The files without a floor, and the imports that go upwards or sideways.
    fn forbidden(&self, sources: &[Source]) -> Vec<String> {
        let homeless = sources
            .iter()
            .filter(|source| self.part(&source.module).is_none());
        let mut forbidden: Vec<String> = homeless
            .map(|source| format!("{}: is on no floor", source.file))
            .collect();
        for (source, line, target) in arrows(sources) {
            let (Some(from), Some(to)) = (self.part(&source.module), self.part(&target.module))
            else {
                continue;
            };
            if from != to && self.floor(to) >= self.floor(from) {
                forbidden.push(format!("{}:{line}: imports {}", source.file, target.file));
            }
        }
        forbidden
    }
}

/// The groups of files that import each other.
fn circles(sources: &[Source]) -> Vec<Vec<String>> {
    let mut graph: DiGraphMap<&str, (), RandomState> = DiGraphMap::new();
    for (source, _, target) in arrows(sources) {
        graph.add_edge(source.file.as_str(), target.file.as_str(), ());
    }
    let groups = tarjan_scc(&graph)
        .into_iter()
        .filter(|group| group.len() > 1);
    groups
        .map(|group| group.into_iter().map(str::to_owned).collect())
        .collect()
}

/// The imports between these files: where from, the line, where to.
fn arrows(sources: &[Source]) -> Vec<(&Source, usize, &Source)> {
    let mut arrows = Vec::new();
    for source in sources {
        for import in &source.imports {
            let Path::Own(path) = &import.path else {
                continue;
            };
            let target = (0..=path.len())
                .rev()
                .find_map(|length| sources.iter().find(|it| it.module == path[..length]));
            let target = target.filter(|target| target.file != source.file);
            arrows.extend(target.map(|target| (source, import.line, target)));
        }
    }
    arrows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::Import;

    const MODULE: LayeredModule = LayeredModule {
        folder: "",
        library: "",
        name: "flow",
        floors: &[&["state"], &["jobs", "release"], &[""]],
    };

    fn source(name: &str, imports: &[(usize, &str)]) -> Source {
        let names = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        let import = |(line, path): &(usize, &str)| Import {
            line: *line,
            path: Path::Own(names(path)),
        };
        Source {
            file: format!("{name}.rs"),
            module: names(name),
            imports: imports.iter().map(import).collect(),
            text: String::new(),
        }
    }

    #[test]
    fn an_import_upwards_or_sideways_is_named_with_its_line() {
        let sources = [
            source("flow", &[(1, "flow/jobs/f")]),
            source(
                "flow/jobs",
                &[(2, "flow/state/State"), (3, "flow/release/press")],
            ),
            source("flow/release", &[(4, "flow/release/run/Run")]),
            source("flow/release/run", &[(5, "flow/State")]),
            source("flow/state", &[(6, "flow/jobs/JobKey")]),
            source("flow/lost", &[]),
        ];
        let expected = [
            "flow/lost.rs: is on no floor",
            "flow/jobs.rs:3: imports flow/release.rs",
            "flow/release/run.rs:5: imports flow.rs",
            "flow/state.rs:6: imports flow/jobs.rs",
        ];
        assert_eq!(MODULE.forbidden(&sources), expected);
    }

    #[test]
    fn files_of_one_part_that_import_each_other_are_found() {
        let sources = [
            source("flow/state", &[(1, "flow/state/run/Run")]),
            source("flow/state/run", &[(2, "flow/state/queue/Queue")]),
            source("flow/state/queue", &[(3, "flow/state/State")]),
        ];
        assert_eq!(MODULE.forbidden(&sources), [""; 0]);
        let circles = circles(&sources);
        assert_eq!(circles.len(), 1);
        assert_eq!(circles[0].len(), 3);
    }
}
