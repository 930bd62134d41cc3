//! `cargo xtask pictures`: makes the pictures of the documentation anew, in `docs/pictures`.
//!
//! The demo page is built and served. `tests/e2e/support/pictures.mjs` uses it in Chromium, as a user does, at a fixed
//! time, and takes the shots. Here they become small files: `palette` finds 256 colors for a picture, and `painted` writes
//! them, with the differences between its frames alone if it moves. On the same machine a second run makes the same
//! pictures; another machine has other fonts.

mod painted;
mod palette;
mod shot;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::demo::server::Server;
use crate::demo::site::Site;
use crate::step::Step;
use crate::step_error::StepError;
use crate::tools::{chromium, command, npm, target};
use crate::workspace;
use painted::Painted;
use shot::Shot;

const STEP: &str = "making the pictures";

/// The pictures, by name. README and the pages in `docs/` show all of them and no other.
const PICTURES: [&str; 7] = [
    "demo",
    "fit",
    "narrow-dark",
    "narrow-light",
    "release",
    "wide-dark",
    "wide-light",
];

/// Makes all pictures.
pub(crate) fn run() -> Result<(), StepError> {
    let browser = chromium::ensure()?.browser;
    npm::ensure_e2e_packages()?;
    let server = Server::start(0)?;
    server.show(Site::build(target::ensure()?)?);

    let taken = tempfile::tempdir().map_err(StepError::at(STEP, Path::new("a scratch folder")))?;
    let mut take = command("node");
    take.arg(npm::e2e_directory().join("support").join("pictures.mjs"))
        .arg(format!("http://127.0.0.1:{}/", server.port()))
        .arg(taken.path())
        .env("CHROMIUM", browser)
        .env("CHROMIUM_ARGUMENTS", chromium::ARGUMENTS.join(" "));
    Step::new("taking the pictures", "correct what it printed above").stream(take)?;

    let names = names_in(taken.path())?;
    let wanted: BTreeSet<String> = PICTURES.map(str::to_owned).into();
    if names != wanted {
        let names = names.symmetric_difference(&wanted).cloned().collect();
        return Err(StepError::OtherPictures { names });
    }
    let folder = folder();
    fs::create_dir_all(&folder).map_err(StepError::at(STEP, &folder))?;
    for name in PICTURES {
        let shots = Shot::read_all(name, &taken.path().join(name))?;
        let bytes = Painted::of(&shots).and_then(|painted| painted.encoded());
        let bytes = bytes.map_err(|cause| StepError::Picture {
            name: name.to_owned(),
            cause: cause.to_string(),
        })?;
        let path = folder.join(format!("{name}.png"));
        println!("docs/pictures/{name}.png: {} bytes", bytes.len());
        fs::write(&path, bytes).map_err(StepError::at(STEP, &path))?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    workspace::root().join("docs").join("pictures")
}

fn names_in(folder: &Path) -> Result<BTreeSet<String>, StepError> {
    let entries = fs::read_dir(folder).map_err(StepError::at(STEP, folder))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    Ok(names
        .map(|name| name.to_string_lossy().into_owned())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that a page of the documentation gives in `pictures/NAME.png`.
    fn named(text: &str) -> impl Iterator<Item = String> + '_ {
        let rests = text.split("pictures/").skip(1);
        rests
            .filter_map(|rest| Some(rest.split_once(".png")?.0.to_owned()))
            .filter(|name| !name.contains(|it: char| it.is_whitespace() || it == '*'))
    }

    #[test]
    fn the_documentation_shows_every_picture_and_no_other() {
        let root = workspace::root();
        let pages = fs::read_dir(root.join("docs")).unwrap().flatten();
        let pages = pages
            .map(|entry| entry.path())
            .filter(|path| path.is_file());
        let texts = pages
            .chain([root.join("README.md")])
            .filter(|path| path.extension().is_some_and(|it| it == "md"))
            .map(|path| fs::read_to_string(path).unwrap());
        let shown: BTreeSet<String> = texts
            .flat_map(|text| named(&text).collect::<Vec<_>>())
            .collect();
        assert_eq!(shown, PICTURES.map(str::to_owned).into());
        let files = names_in(&folder()).unwrap();
        let wanted: BTreeSet<String> = PICTURES.map(|name| format!("{name}.png")).into();
        assert_eq!(files, wanted);
    }

    #[test]
    fn the_moving_picture_is_small_and_ends() {
        let bytes = fs::read(folder().join("release.png")).unwrap();
        assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let reader = decoder.read_info().unwrap();
        let animation = reader.info().animation_control.unwrap();
        assert!(animation.num_frames > 3 && animation.num_plays > 0);
    }
}
