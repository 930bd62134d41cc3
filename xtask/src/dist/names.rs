//! Shortens the names of imports and exports in the wasm, as esbuild has shortened them in the glue.
//!
//! wasm-bindgen gives imports and exports long names that end in a hash, in both files. esbuild
//! shortens them in the glue and lists the short ones; the same list is applied to the wasm here.
//! Every import keeps its index, so the code stays the same. An export that the glue never uses is
//! removed, and wasm-opt then removes the code that only it needs. Crates below Leptos have such
//! exports, for servers.

use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser};

/// Matches, for esbuild, the names that wasm-bindgen generates. Other names are the project's own.
pub(super) const GENERATED: &str = "^(__wb|__externref|wasm_bindgen_|program_)";

/// The module name of all imports in the shortened wasm.
pub(super) const MODULE: &str = "glue";

/// The short name of each long one.
pub(super) type Names = BTreeMap<String, String>;

/// The wasm with the names that `glue` uses.
pub(super) fn shorten(wasm: &[u8], names: &Names, glue: &str) -> Result<Vec<u8>, Error> {
    let mut module = Module::new();
    Shortened { names, glue }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Shortened<'a> {
    names: &'a Names,
    glue: &'a str,
}

impl Shortened<'_> {
    fn short<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(name).map_or(name, String::as_str)
    }
}

impl Reencode for Shortened<'_> {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error> {
        let Imports::Single(_, import) = imports else {
            return utils::parse_imports(self, section, imports);
        };
        let kind = self.entity_type(import.ty)?;
        section.import(MODULE, self.short(import.name), kind);
        Ok(())
    }

    fn parse_export(
        &mut self,
        section: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        let is_used = self.names.contains_key(export.name) || self.glue.contains(export.name);
        if is_used {
            let kind = self.export_kind(export.kind)?;
            let index = self.external_index(export.kind, export.index)?;
            section.export(self.short(export.name), kind, index);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, Function, FunctionSection, TypeSection,
    };
    use wasmparser::Payload;

    use super::*;

    /// A module that imports one function and exports two of its own.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./long.js", "__wbg_focus_1a2b", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        for name in ["mount", "__wbindgen_malloc", "intounderlyingsink_close"] {
            exports.export(name, ExportKind::Func, 1);
        }
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().call(0).end();
        code.function(&body);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    fn shortened() -> Vec<u8> {
        let names = [("__wbg_focus_1a2b", "a"), ("__wbindgen_malloc", "b")];
        let names = names.map(|(long, short)| (long.to_owned(), short.to_owned()));
        shorten(&module(), &Names::from(names), "wasm.mount(); wasm.b(1)").unwrap()
    }

    /// The names of the imports, with their modules, and of the exports.
    fn names_in(wasm: &[u8]) -> (Vec<String>, Vec<String>) {
        let (mut imported, mut exported) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ImportSection(section) => imported.extend(
                    section
                        .into_imports()
                        .map(Result::unwrap)
                        .map(|it| format!("{} {}", it.module, it.name)),
                ),
                Payload::ExportSection(section) => {
                    exported.extend(section.into_iter().map(|it| it.unwrap().name.to_owned()));
                }
                _ => {}
            }
        }
        (imported, exported)
    }

    #[test]
    fn generated_names_become_short_and_own_names_stay() {
        let (imported, exported) = names_in(&shortened());
        assert_eq!(imported, ["glue a"]);
        assert_eq!(exported, ["mount", "b"]);
    }

    #[test]
    fn an_export_that_the_glue_never_uses_is_removed() {
        let (_, before) = names_in(&module());
        assert!(before.contains(&"intounderlyingsink_close".to_owned()));
        let (_, after) = names_in(&shortened());
        assert!(!after.contains(&"intounderlyingsink_close".to_owned()));
    }

    #[test]
    fn the_code_stays_the_same() {
        let body = |wasm: &[u8]| {
            Parser::new(0)
                .parse_all(wasm)
                .filter_map(|payload| match payload.unwrap() {
                    Payload::CodeSectionEntry(body) => Some(body.as_bytes().to_vec()),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(body(&module()), body(&shortened()));
    }
}
