//! Tests of the state as a whole.

use super::*;
use universal_print::json;

#[test]
fn every_piece_has_its_own_marks() {
    let options = Options::read(&json!({ "queues": [{ "share": "q" }] })).unwrap();
    let state = State::new(options, 7, Timestamp::from_millis(0), str::to_lowercase);
    let pieces = state.marks().map(|marks| marks.piece() as usize);
    assert_eq!(pieces.to_vec(), (0..Piece::COUNT).collect::<Vec<_>>());
}
