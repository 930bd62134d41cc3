//! Reads what the browser has taken: a still picture, or the frames of a moving one.
//!
//! The script makes a folder for each picture. Each file in it is a frame, `ORDER-MILLISECONDS.png`: how long it is
//! shown. A still picture has one.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use super::STEP;
use crate::step_error::StepError;

/// A frame as the browser showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shot {
    pub(super) width: usize,
    /// Red, green and blue of each pixel, row by row.
    pub(super) pixels: Vec<[u8; 3]>,
    /// How long it is shown, in milliseconds.
    pub(super) shown_ms: u16,
}

impl Shot {
    /// The frames in a folder, in their order.
    pub(super) fn read_all(picture: &str, folder: &Path) -> Result<Vec<Self>, StepError> {
        let entries = fs::read_dir(folder).map_err(StepError::at(STEP, folder))?;
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::read(picture, path)).collect()
    }

    fn read(picture: &str, path: &Path) -> Result<Self, StepError> {
        let failed = |cause: png::DecodingError| StepError::Picture {
            name: picture.to_owned(),
            cause: cause.to_string(),
        };
        let malformed = StepError::Malformed {
            step: STEP,
            what: "a picture of the browser",
            advice: "see what tests/e2e/support/pictures.mjs writes",
        };
        let file = File::open(path).map_err(StepError::at(STEP, path))?;
        let mut decoder = png::Decoder::new(BufReader::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(failed)?;
        let Some(size) = reader.output_buffer_size() else {
            return Err(malformed);
        };
        let mut bytes = vec![0; size];
        let info = reader.next_frame(&mut bytes).map_err(failed)?;
        let (Some(samples), Some(shown_ms)) = (
            bytes.get(..info.buffer_size()),
            path.file_stem()
                .and_then(|name| name.to_str()?.split_once('-')?.1.parse().ok()),
        ) else {
            return Err(malformed);
        };
        let step = info.color_type.samples();
        let pixels = samples.chunks_exact(step).filter_map(|it| match it {
            [red, green, blue, ..] => Some([*red, *green, *blue]),
            _ => None,
        });
        let pixels: Vec<_> = pixels.collect();
        let width = usize::try_from(info.width).unwrap_or_default();
        let height = usize::try_from(info.height).unwrap_or_default();
        if pixels.is_empty() || pixels.len() != width * height {
            return Err(malformed);
        }
        Ok(Self {
            width,
            pixels,
            shown_ms,
        })
    }
}
