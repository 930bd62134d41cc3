//! Writes a picture with a palette: still, or moving as an animated PNG.
//!
//! A frame after the first has only the rectangle in which it differs from the one before. A frame that differs nowhere
//! makes the one before longer. A moving picture is played a few times and then stands still, so that it does not distract
//! a reader for ever.

use png::{BitDepth, ColorType, Compression, EncodingError, Filter};

use super::palette::Palette;
use super::shot::Shot;

/// How often a moving picture is played.
const PLAYS: u32 = 3;

/// The frames of a picture, in the numbers of one palette.
#[derive(Debug)]
pub(super) struct Painted {
    colors: Vec<[u8; 3]>,
    frames: Vec<Frame>,
}

/// A rectangle of new pixels.
#[derive(Debug, PartialEq, Eq)]
struct Frame {
    left: usize,
    top: usize,
    width: usize,
    numbers: Vec<u8>,
    shown_ms: u16,
}

impl Painted {
    /// The frames of these shots, all of the size of the first.
    pub(super) fn of(shots: &[Shot]) -> Result<Self, EncodingError> {
        let palette = Palette::of(shots.iter().flat_map(|shot| &shot.pixels));
        let mut frames = Vec::<Frame>::new();
        let mut before: Option<Vec<u8>> = None;
        for shot in shots {
            let numbers: Vec<u8> = shot.pixels.iter().map(|it| palette.number(*it)).collect();
            let changed = match &before {
                None => Some(Frame {
                    left: 0,
                    top: 0,
                    width: shot.width,
                    numbers: numbers.clone(),
                    shown_ms: shot.shown_ms,
                }),
                Some(before) if before.len() == numbers.len() => {
                    changed(before, &numbers, shot.width, shot.shown_ms)
                }
                Some(_) => return Err(too_odd()),
            };
            match (changed, frames.last_mut()) {
                (Some(frame), _) => frames.push(frame),
                (None, Some(last)) => last.shown_ms = last.shown_ms.saturating_add(shot.shown_ms),
                (None, None) => {}
            }
            before = Some(numbers);
        }
        Ok(Self {
            colors: palette.colors,
            frames,
        })
    }

    /// The bytes of the file.
    pub(super) fn encoded(&self) -> Result<Vec<u8>, EncodingError> {
        let first = self.frames.first().ok_or_else(too_odd)?;
        let (width, height) = first.size()?;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(self.colors.concat());
        encoder.set_compression(Compression::High);
        // Numbers of colors have no neighbors that a filter could compare.
        encoder.set_filter(Filter::NoFilter);
        let is_moving = self.frames.len() > 1;
        if is_moving {
            let count = u32::try_from(self.frames.len()).map_err(|_| too_odd())?;
            encoder.set_animated(count, PLAYS)?;
            encoder.set_frame_delay(first.shown_ms, 1_000)?;
        }
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&first.numbers)?;
        for frame in self.frames.iter().skip(1) {
            let (width, height) = frame.size()?;
            let at = |value| u32::try_from(value).map_err(|_| too_odd());
            // The position first: a frame must never reach beyond the picture.
            writer.reset_frame_position()?;
            writer.set_frame_dimension(width, height)?;
            writer.set_frame_position(at(frame.left)?, at(frame.top)?)?;
            writer.set_frame_delay(frame.shown_ms, 1_000)?;
            writer.write_image_data(&frame.numbers)?;
        }
        writer.finish()?;
        Ok(bytes)
    }
}

impl Frame {
    fn size(&self) -> Result<(u32, u32), EncodingError> {
        let height = self.numbers.len().checked_div(self.width);
        let size = (u32::try_from(self.width), height.map(u32::try_from));
        match size {
            (Ok(width), Some(Ok(height))) => Ok((width, height)),
            _ => Err(too_odd()),
        }
    }
}

/// The rectangle in which two frames differ, if they do.
fn changed(before: &[u8], now: &[u8], width: usize, shown_ms: u16) -> Option<Frame> {
    let rows = || before.chunks(width).zip(now.chunks(width));
    let differing: Vec<usize> = (0..)
        .zip(rows())
        .filter(|(_, (old, new))| old != new)
        .map(|(row, _)| row)
        .collect();
    let (top, bottom) = (*differing.first()?, *differing.last()?);
    let columns = rows().flat_map(|(old, new)| {
        let pairs = (0..).zip(old.iter().zip(new));
        pairs.filter(|(_, (old, new))| old != new).map(|(at, _)| at)
    });
    let (left, right) = columns.fold((width, 0), |(left, right): (usize, usize), at| {
        (left.min(at), right.max(at))
    });
    let inside = now.chunks(width).skip(top).take(bottom + 1 - top);
    let inside = inside.filter_map(|row| row.get(left..=right));
    Some(Frame {
        left,
        top,
        width: right + 1 - left,
        numbers: inside.flatten().copied().collect(),
        shown_ms,
    })
}

/// The frames are of different sizes, or of none.
fn too_odd() -> EncodingError {
    EncodingError::IoError(std::io::Error::other(
        "its frames have different sizes or none",
    ))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const WHITE: [u8; 3] = [255; 3];
    const BLUE: [u8; 3] = [0, 0, 255];

    /// Four pixels in each of three rows, all white but these.
    fn shot(blue: &[usize], shown_ms: u16) -> Shot {
        let pixels = (0..12).map(|at| if blue.contains(&at) { BLUE } else { WHITE });
        Shot {
            width: 4,
            pixels: pixels.collect(),
            shown_ms,
        }
    }

    #[test]
    fn a_frame_has_only_what_changed() {
        let painted = Painted::of(&[shot(&[0], 500), shot(&[0, 6, 9], 700)]).unwrap();
        let [_, frame] = painted.frames.as_slice() else {
            panic!("{painted:?}")
        };
        assert_eq!((frame.left, frame.top, frame.width), (1, 1, 2));
        assert_eq!(frame.numbers, [0, 1, 1, 0]);
    }

    #[test]
    fn a_frame_without_a_change_makes_the_one_before_longer() {
        let painted = Painted::of(&[shot(&[0], 500), shot(&[0], 700)]).unwrap();
        assert_eq!(painted.frames.len(), 1);
        assert_eq!(painted.frames[0].shown_ms, 1_200);
    }

    #[test]
    fn frames_of_other_sizes_are_refused() {
        let mut other = shot(&[], 1);
        other.pixels.truncate(8);
        assert!(Painted::of(&[shot(&[], 1), other]).is_err());
        assert!(Painted::of(&[]).unwrap().encoded().is_err());
    }

    #[test]
    fn what_is_written_can_be_read_again() {
        let shots = [shot(&[0], 500), shot(&[0, 6, 9], 700), shot(&[11], 900)];
        let bytes = Painted::of(&shots).unwrap().encoded().unwrap();
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        assert_eq!(reader.info().animation_control.unwrap().num_frames, 3);
        let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
        let mut places = Vec::new();
        for _ in 0..3 {
            reader.next_frame(&mut buffer).unwrap();
            let control = *reader.info().frame_control().unwrap();
            places.push((control.x_offset, control.y_offset, control.delay_num));
        }
        assert_eq!(places, [(0, 0, 500), (1, 1, 700), (0, 0, 900)]);
    }
}
