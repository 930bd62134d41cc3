//! The filter that leaves out printers known not to fit the ticked jobs.

/// The filter, as the user set it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitFilter {
    /// Whether the user turned it on. It acts only while a job is ticked.
    pub is_on: bool,
    /// The positions, in the list of all, of printers that were known to fit when the list was
    /// opened, searched or filtered last, in order. They come first, and nothing moves up later.
    pub(in crate::flow) first: Vec<u32>,
}
