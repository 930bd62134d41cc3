//! Holds what assistive technology is to say.
//!
//! The page has one polite and one assertive live region. Each message is said once. What is said of
//! one event is said together, in one region if both would say the same. A serial number makes a
//! repeated message new.

use crate::text::Message;

/// The last message of each region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Announcements {
    /// Said when the user pauses.
    pub polite: Option<(u32, Message)>,
    /// Said at once, because the user has to act.
    pub assertive: Option<(u32, Message)>,
    /// What the present event has said.
    said: Vec<Message>,
    /// Whether the present event has said something in the polite region, and in the assertive one.
    in_regions: (bool, bool),
}

impl Announcements {
    /// Has a message said when the user pauses.
    pub fn say(&mut self, message: Message) {
        if self.is_news(&message) {
            put(&mut self.polite, &mut self.in_regions.0, message);
        }
    }

    /// Has a message said at once.
    pub fn interrupt(&mut self, message: Message) {
        if self.is_news(&message) {
            put(&mut self.assertive, &mut self.in_regions.1, message);
        }
    }

    /// Whether the present event has said something.
    pub fn has_spoken(&self) -> bool {
        !self.said.is_empty()
    }

    /// The present event has said everything.
    pub fn end(&mut self) {
        self.said.clear();
        self.in_regions = (false, false);
    }

    fn is_news(&mut self, message: &Message) -> bool {
        let is_news = !self.said.contains(message);
        if is_news {
            self.said.push(message.clone());
        }
        is_news
    }
}

/// Puts a message into a region, behind what the same event has said there.
fn put(region: &mut Option<(u32, Message)>, goes_on: &mut bool, message: Message) {
    *region = Some(match region.take() {
        Some((serial, before)) if *goes_on => {
            (serial, Message::together(before.into(), message.into()))
        }
        // Each region counts for itself: every second text of a region differs from an equal one.
        last => (
            last.map_or(0, |(serial, _)| serial).wrapping_add(1),
            message,
        ),
    });
    *goes_on = true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_event_says_is_said_together_and_once() {
        let mut announcements = Announcements::default();
        let (one, other) = (Message::queued(), Message::checking());
        announcements.say(one.clone());
        announcements.say(other.clone());
        announcements.interrupt(one.clone());
        announcements.end();
        let both = Message::together(one.clone().into(), other.clone().into());
        assert_eq!(announcements.polite, Some((1, both)));
        assert_eq!(announcements.assertive, None);
        announcements.interrupt(other.clone());
        announcements.end();
        announcements.say(one.clone());
        announcements.end();
        assert_eq!(announcements.polite, Some((2, one)), "a new event");
        assert_eq!(announcements.assertive, Some((1, other)));
    }
}
