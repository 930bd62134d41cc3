//! Finds 256 colors for pictures of a screen.
//!
//! A screen has large plain areas, whose colors must stay exact, and the many shades at the edges of letters, which need
//! not. So the most frequent colors are taken, and a color that is near one of them gives way to it. The distance that
//! counts as near is the smallest with which 256 are enough. Equal pictures give equal palettes.

use std::collections::BTreeMap;

/// The most colors that a pixel of one byte can have.
const MOST: usize = 256;
/// Distances to try, in steps of the channel that differs most.
const DISTANCES: [u8; 10] = [0, 2, 4, 6, 9, 13, 20, 32, 64, 255];

type Color = [u8; 3];

/// The colors, and the number of the one that stands for each color of the pictures.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Palette {
    pub(super) colors: Vec<Color>,
    numbers: BTreeMap<Color, u8>,
}

impl Palette {
    /// The palette of all these pixels.
    pub(super) fn of<'a>(pixels: impl Iterator<Item = &'a Color>) -> Self {
        let mut counts = BTreeMap::<Color, usize>::new();
        for pixel in pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut frequent: Vec<_> = counts.into_iter().collect();
        frequent.sort_by_key(|&(color, count)| (std::cmp::Reverse(count), color));
        let all: Vec<Color> = frequent.into_iter().map(|(color, _)| color).collect();
        let colors = DISTANCES
            .into_iter()
            .find_map(|distance| chosen(&all, distance))
            .unwrap_or_default();
        let numbers = all.iter().map(|color| (*color, nearest(&colors, *color)));
        Self {
            numbers: numbers.collect(),
            colors,
        }
    }

    /// The number of the color that stands for this one.
    pub(super) fn number(&self, color: Color) -> u8 {
        self.numbers.get(&color).copied().unwrap_or_default()
    }
}

/// The colors that are not within this distance of a more frequent one, unless they are too many.
fn chosen(all: &[Color], distance: u8) -> Option<Vec<Color>> {
    let mut colors = Vec::new();
    for color in all {
        if colors.iter().all(|it| apart(*it, *color) > distance) {
            if colors.len() == MOST {
                return None;
            }
            colors.push(*color);
        }
    }
    Some(colors)
}

fn nearest(colors: &[Color], color: Color) -> u8 {
    let numbered = (0..=u8::MAX).zip(colors);
    let nearest = numbered.min_by_key(|(_, it)| apart(**it, color));
    nearest.map_or(0, |(number, _)| number)
}

/// How far two colors are apart, in the channel in which they differ most.
fn apart(one: Color, other: Color) -> u8 {
    let differences = one.into_iter().zip(other).map(|(a, b)| a.abs_diff(b));
    differences.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colors_stay_as_they_are() {
        let pixels = [[1, 2, 3], [255, 255, 255], [1, 2, 3]];
        let palette = Palette::of(pixels.iter());
        assert_eq!(palette.colors, [[1, 2, 3], [255, 255, 255]]);
        assert_eq!(palette.number([255, 255, 255]), 1);
    }

    #[test]
    fn of_many_colors_the_frequent_ones_stay_exact() {
        let shades = (0..=255).flat_map(|red| [[red, 0, 0], [red, 128, 7]]);
        let plain = std::iter::repeat_n([77, 128, 7], 9);
        let pixels: Vec<Color> = shades.chain(plain).collect();
        let palette = Palette::of(pixels.iter());
        assert!(palette.colors.len() <= MOST);
        assert_eq!(palette.colors[0], [77, 128, 7]);
        for pixel in pixels {
            let shown = palette.colors[usize::from(palette.number(pixel))];
            assert!(apart(shown, pixel) <= 2, "{pixel:?} is shown as {shown:?}");
        }
    }
}
