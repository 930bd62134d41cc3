//! Every sentence a user can see, as a typed message.
//!
//! A [`Message`] names what is said and carries what is filled in; a
//! [`Phrasebook`] turns it into words. English is compiled in. Nothing else in
//! the program holds user-visible text, so a sentence can be replaced by the
//! host (`strings`) or translated without touching the screen.

mod english;
mod phrasebook;

pub use english::Message;
pub use phrasebook::{Argument, Phrasebook, Wording, Words};
