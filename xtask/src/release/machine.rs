//! Looks for paths of this machine in what is published: they would show who built it, and differ from one
//! machine to the next.

use std::env;
use std::path::PathBuf;

use super::unsound;
use crate::step_error::StepError;
use crate::workspace;

/// Refuses content that names the checkout or the home directory.
pub(super) fn refuse_paths(name: &str, content: &[u8]) -> Result<(), StepError> {
    match found(content, &paths()) {
        None => Ok(()),
        Some(path) => Err(unsound(
            format!("{name} names {path}, a path of this machine"),
            "rename the path in the flags of the compiler that writes it",
        )),
    }
}

/// The beginnings of paths that only this machine has.
fn paths() -> Vec<String> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let places = [Some(workspace::root().to_owned()), env::home_dir(), cargo];
    let separator = std::path::MAIN_SEPARATOR;
    let with_end = |path: PathBuf| format!("{}{separator}", path.display());
    let is_root = |path: &String| path.trim_end_matches(separator).is_empty();
    let paths = places.into_iter().flatten().map(with_end);
    paths.filter(|path| !is_root(path)).collect()
}

/// The first of the paths that the content has.
fn found<'a>(content: &[u8], paths: &'a [String]) -> Option<&'a str> {
    let has = |path: &&String| {
        let path = path.as_bytes();
        content.windows(path.len()).any(|it| it == path)
    };
    paths.iter().find(has).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_inside_of_a_program_is_found() {
        let paths = ["/home/ada/".to_owned(), "/work/checkout/".to_owned()];
        let program = b"\0\x01panic at /home/ada/.cargo/a.rs\0";
        assert_eq!(found(program, &paths), Some("/home/ada/"));
        assert_eq!(found(b"/home/adam/x /crates/a.rs", &paths), None);
    }

    #[test]
    fn the_checkout_is_a_path_of_this_machine() {
        let text = format!("at {}/src/main.rs", workspace::root().display());
        let text = text.replace('/', std::path::MAIN_SEPARATOR_STR);
        let error = refuse_paths("it", text.as_bytes()).unwrap_err().to_string();
        assert!(
            error.starts_with("the release is not sound: it names "),
            "{error}"
        );
    }
}
