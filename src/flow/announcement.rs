//! Holds what assistive technology is to say.
//!
//! The page has one polite and one assertive live region. Each message is said
//! once; its serial number makes a repeated message new.

use crate::text::Message;

/// The last message of each region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Announcements {
    /// Said when the user pauses.
    pub polite: Option<(u32, Message)>,
    /// Said at once, because the user has to act.
    pub assertive: Option<(u32, Message)>,
    serial: u32,
}

impl Announcements {
    /// Has a message said when the user pauses.
    pub fn say(&mut self, message: Message) {
        self.serial = self.serial.wrapping_add(1);
        self.polite = Some((self.serial, message));
    }

    /// Has a message said at once.
    pub fn interrupt(&mut self, message: Message) {
        self.serial = self.serial.wrapping_add(1);
        self.assertive = Some((self.serial, message));
    }
}
