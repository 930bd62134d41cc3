//! Why the browser tells no position, in words.

use crate::flow::state::nearest::PositionError;
use crate::text::Message;

/// Why there is no position.
pub fn words(error: PositionError) -> Message {
    match error {
        PositionError::Denied => Message::position_denied(),
        PositionError::Unknown => Message::position_unknown(),
    }
}
