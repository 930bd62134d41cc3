//! Holds every sentence a user can see, as a typed message.
//!
//! A [`Message`] names a sentence and carries the values for its placeholders. A
//! [`Phrasebook`] turns it into words: the host's, those of a [`Catalogue`], or the
//! compiled-in English. No other module holds user-visible text, so the host can
//! replace a sentence (`strings`) and a translator can translate it without
//! touching the screen.

mod catalogue;
mod english;
mod message;
mod name;
mod phrasebook;
mod sentence;

pub use catalogue::Catalogue;
pub use message::{Message, Words};
pub use phrasebook::Phrasebook;
