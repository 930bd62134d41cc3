//! Puts functions with similar code side by side in the wasm.
//!
//! Compression finds what repeats, and needs fewer bits to name it the nearer it stands. The first
//! function is the longest. Each next one is, of those that are left, the one that has most in
//! common with the one before. What is done is the same; only the indices of functions change.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// How many numbers describe a function. Two functions have about the share of these numbers in
/// common that they have of their code.
const TRAITS: usize = 128;

/// So many bytes in a row are compared.
const RUN: usize = 4;

/// What the code of a function is like.
struct Likeness {
    traits: [u64; TRAITS],
    /// The binary logarithm of its length.
    size: u32,
}

/// The same module with its functions in another order.
pub(super) fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let mut imported = 0;
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => functions.push(Likeness::of(body.as_bytes())),
            _ => {}
        }
    }
    let mut module = Module::new();
    let mut ordered = Ordered::new(imported, order(&functions));
    ordered.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

impl Likeness {
    fn of(code: &[u8]) -> Self {
        let mut traits = [u64::MAX; TRAITS];
        for run in code.windows(RUN) {
            let number = run
                .iter()
                .fold(1, |number, byte| number * 257 + u64::from(*byte));
            let mut state = number;
            for least in &mut traits {
                state = mixed(state);
                *least = state.min(*least);
            }
        }
        Self {
            traits,
            size: code.len().max(1).ilog2(),
        }
    }

    /// How alike two functions are; the larger the number, the more.
    fn to(&self, other: &Self) -> i64 {
        let pairs = self.traits.iter().zip(&other.traits);
        let common = pairs.filter(|(one, other)| one == other).count();
        let common = i64::try_from(common).unwrap_or_default();
        2 * common - 3 * i64::from(self.size.abs_diff(other.size))
    }
}

/// A random number from another one (SplitMix64).
fn mixed(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The functions in the order in which they are written, by their positions.
fn order(functions: &[Likeness]) -> Vec<usize> {
    let mut rest: Vec<(usize, &Likeness)> = functions.iter().enumerate().collect();
    let longest = rest.iter().rev().max_by_key(|(_, function)| function.size);
    let mut last = longest.map(|(_, function)| *function);
    let mut order = Vec::with_capacity(rest.len());
    while let Some(before) = last {
        let alike = |(_, function): &&(usize, &Likeness)| before.to(function);
        // The first of several, so that the same module gives the same order.
        let next = rest.iter().rev().max_by_key(alike).copied();
        last = next.map(|(at, function)| {
            order.push(at);
            rest.retain(|(left, _)| *left != at);
            function
        });
    }
    order
}

struct Ordered {
    imported: u32,
    /// The functions in their new order, by their old positions.
    order: Vec<usize>,
    /// The new index of each function, by its old position.
    indices: Vec<u32>,
}

impl Ordered {
    fn new(imported: u32, order: Vec<usize>) -> Self {
        let mut indices = vec![0; order.len()];
        for (index, at) in (imported..).zip(&order) {
            if let Some(place) = indices.get_mut(*at) {
                *place = index;
            }
        }
        Self {
            imported,
            order,
            indices,
        }
    }
}

impl Reencode for Ordered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let at = function.checked_sub(self.imported);
        let index = at.and_then(|at| self.indices.get(at as usize));
        Ok(index.copied().unwrap_or(function))
    }

    /// Sections for tools only, such as a mark of Leptos, are left out.
    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for kind in self.order.iter().filter_map(|at| types.get(*at)) {
            functions.function(*kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in self.order.clone() {
            if let Some(body) = bodies.get(at) {
                self.parse_function_body(code, body.clone())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection,
    };

    use super::*;

    /// Imports a function, and has functions of these bodies: each drops these numbers and calls
    /// the function before it. Exports the last.
    fn module(bodies: &[&[i32]]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("m", "f", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for (before, numbers) in (0..).zip(bodies) {
            functions.function(0);
            let mut body = Function::new([]);
            for number in *numbers {
                body.instructions().i32_const(*number).drop();
            }
            body.instructions().call(before).end();
            code.function(&body);
        }
        let mut exports = ExportSection::new();
        let last = u32::try_from(bodies.len()).unwrap();
        exports.export("last", ExportKind::Func, last);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    /// The numbers that are dropped on the way from the exported function, and the order of the
    /// first numbers of all bodies.
    fn read(wasm: &[u8]) -> (Vec<i32>, Vec<i32>) {
        let (mut exported, mut bodies) = (0, Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    exported = exports.into_iter().next().unwrap().unwrap().index;
                }
                Payload::CodeSectionEntry(body) => {
                    let (mut numbers, mut called) = (Vec::new(), 0);
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            wasmparser::Operator::I32Const { value } => numbers.push(value),
                            wasmparser::Operator::Call { function_index } => {
                                called = function_index;
                            }
                            _ => {}
                        }
                    }
                    bodies.push((numbers, called));
                }
                _ => {}
            }
        }
        let firsts = bodies.iter().map(|(numbers, _)| numbers[0]).collect();
        let mut dropped = Vec::new();
        while let Some(at) = exported.checked_sub(1) {
            let (numbers, called) = &bodies[at as usize];
            dropped.extend(numbers);
            exported = *called;
        }
        (dropped, firsts)
    }

    const A: [i32; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const B: [i32; 9] = [31, 33, 35, 37, 39, 41, 43, 45, 47];

    #[test]
    fn similar_functions_stand_side_by_side_and_do_the_same_as_before() {
        let (mut like_a, mut like_b) = (A, B);
        (like_a[8], like_b[8]) = (50, 51);
        let wasm = module(&[&A, &B, &like_a, &like_b]);
        let ordered = by_likeness(&wasm).unwrap();
        assert_eq!(read(&wasm).1, [1, 31, 1, 31]);
        assert_eq!(read(&ordered).1, [1, 1, 31, 31]);
        assert_eq!(read(&ordered).0, read(&wasm).0);
        assert_eq!(by_likeness(&wasm).unwrap(), ordered);
    }

    #[test]
    fn a_module_without_functions_stays_as_it_is() {
        let wasm = Module::new().finish();
        assert_eq!(by_likeness(&wasm).unwrap(), wasm);
    }
}
