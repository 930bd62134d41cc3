//! Every sentence a user can see, as a typed message.
//!
//! A [`Message`] names what is said and carries what is filled in; a
//! [`Phrasebook`] turns it into words: those of the host, of a [`Catalogue`],
//! or the English that is compiled in. Nothing else in the program holds
//! user-visible text, so a sentence can be replaced by the host (`strings`) or
//! translated without touching the screen.

mod catalogue;
mod english;
mod message;
mod phrasebook;

pub use catalogue::Catalogue;
pub use message::{Message, Words};
pub use phrasebook::Phrasebook;
