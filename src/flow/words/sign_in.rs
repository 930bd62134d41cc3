//! Says that the user is being signed in.

use crate::text::Message;

/// What is said while a token is waited for. `before` tells whether this user had one already.
pub fn signing_in(before: bool) -> Message {
    if before {
        Message::signing_in()
    } else {
        Message::signing_in_first()
    }
}
