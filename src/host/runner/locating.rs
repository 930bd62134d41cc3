//! Asks the browser for the user's position, and reports it to the workflow and to nobody else.

use super::Runner;
use crate::browser::position;
use crate::flow::Event;
use crate::flow::coordinates::Coordinates;
use crate::flow::state::nearest::{PositionAttempt, PositionError};

impl Runner {
    pub(super) fn find_position(&self, attempt: PositionAttempt) {
        self.spawn(async move |me| {
            let result = match position::ask().await {
                Ok((latitude, longitude)) => {
                    Coordinates::new(latitude, longitude).ok_or(PositionError::Unknown)
                }
                Err(refusal) if refusal.is_denied => Err(PositionError::Denied),
                Err(_) => Err(PositionError::Unknown),
            };
            me.dispatch(Event::PositionFound { attempt, result });
        });
    }
}
