//! What assistive technology is to say.
//!
//! The page keeps one polite and one assertive live region. A message is said
//! once, when it is new; the serial number makes the same words count again.

use crate::text::Message;

/// The last message of each region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Announcements {
    /// Said when the user pauses.
    pub polite: Option<(u32, Message)>,
    /// Said at once: something needs the user.
    pub assertive: Option<(u32, Message)>,
    serial: u32,
}

impl Announcements {
    /// To be said when the user pauses.
    pub fn say(&mut self, message: Message) {
        self.serial = self.serial.wrapping_add(1);
        self.polite = Some((self.serial, message));
    }

    /// To be said at once.
    pub fn interrupt(&mut self, message: Message) {
        self.serial = self.serial.wrapping_add(1);
        self.assertive = Some((self.serial, message));
    }
}
