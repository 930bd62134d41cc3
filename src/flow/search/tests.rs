//! What a query finds.

use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use universal_print::json;
use universal_print::wire::Wire;

fn plain(text: &str) -> String {
    text.nfkd().collect::<String>().to_lowercase()
}

fn index(names: &[&str]) -> Index {
    let mut index = Index::default();
    for name in names {
        let share = json!({ "id": "s", "displayName": name, "location": { "building": "Háskóli", "floor": "2" } });
        index.add(&Share::read(&share).unwrap(), plain);
    }
    index.put_in_order(|one, other| one.cmp(&other));
    index
}

/// The words for places, where `#` stands for the number.
fn words_for(floor: &str, room: &str) -> PlaceWords {
    let sentence = |words: &str| words.replace('#', PlaceWords::NUMBER);
    PlaceWords::read(&sentence(floor), &sentence(room), plain)
}

fn english() -> PlaceWords {
    words_for("Floor #", "room #")
}

fn find(index: &Index, query: &str, last: &Hits) -> Vec<u32> {
    index.find(query, &english(), plain, last).found
}

fn found(index: &Index, query: &str) -> Vec<u32> {
    find(index, query, &Hits::default())
}

#[test]
fn words_match_in_any_order_without_accents_and_case() {
    let index = index(&["Drucker München", "Kitchen"]);
    assert_eq!(found(&index, "MUNCHEN druck"), [0]);
    assert_eq!(found(&index, "haskoli 2 kitchen"), [1]);
    assert_eq!(found(&index, "cellar"), [] as [u32; 0]);
    assert_eq!(found(&index, "kitchen, (2)"), [1]);
}

#[test]
fn a_decomposed_accent_is_the_same_letter() {
    assert_eq!(found(&index(&["Mu\u{308}nchen"]), "münchen"), [0]);
    assert_eq!(found(&index(&["Hà Nội"]), "ha noi"), [0]);
}

#[test]
fn digits_and_widths_of_other_scripts_are_the_same() {
    for name in ["٤٧", "۴۷", "४७", "৪৭", "௪௭", "๔๗", "၄၇", "４７", "𝟒𝟕", "47"]
    {
        let index = index(&[&format!("Raum {name}"), "Raum 5"]);
        for query in ["47", "٤٧", "४७", "４７"] {
            assert_eq!(found(&index, query), [0], "{name} {query}");
        }
    }
    assert_eq!(found(&index(&["Ｒ４７"]), "r47"), [0]);
    assert_eq!(found(&index(&["ﾌﾟﾘﾝﾀ"]), "プリンタ"), [0]);
}

#[test]
fn a_name_is_found_as_people_type_it() {
    for (name, query) in [
        ("Hà Nội", "HA NOI"),
        ("Ha\u{300} No\u{323}\u{302}i", "hà nội"),
        ("Đà Nẵng", "da nang"),
        ("Đà Nẵng", "Đà Nẵng"),
        ("Łódź", "lodz"),
        ("København", "kobenhavn"),
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("İstanbul Kapı", "istanbul kapi"),
        ("ISPARTA", "ısparta"),
        ("Þingvellir Æsir", "thingvellir aesir"),
        ("ﬁle № ½", "file no 1/2"),
        ("Ёлка Йод", "елка иод"),
        ("Όροφος", "οροφος"),
        ("מִדְפֶּסֶת", "מדפסת"),
        ("طَابِعَة", "طابعة"),
        ("مـــكتب", "مكتب"),
        ("क़लम", "क\u{93c}लम"),
        ("서울", "서울"),
        ("Ắc quy", "ac quy"),
        ("Ṁ ẞ Ĝ", "m ss g"),
    ] {
        assert_eq!(
            found(&index(&[name, "Lobby"]), query),
            [0],
            "{name} {query}"
        );
    }
}

#[test]
fn a_name_is_found_with_and_without_its_signs() {
    for (name, queries) in [
        (
            "BER-A2 Kitchen",
            &[
                "ber-a2",
                "ber a2",
                "BERA2",
                "BER–A2",
                "ber_a2, kitchen",
                "(kitchen)",
            ][..],
        ),
        ("BER A2 Kitchen", &["ber-a2", "ber.a2"]),
        (
            "Room A2.05",
            &["a2.05", "room a2.05", "a205", "a2 05", "A2-05"],
        ),
        ("O’Brien", &["o'brien", "obrien", "O’BRIEN"]),
        ("A - B/C", &["a-b", "b/c", "b c", "a, b,c"]),
        ("R&D", &["r&d", "r+d", "rd"]),
        ("1,000 sheets", &["1,000", "1000"]),
        ("2.5 or 2,7", &["2.5", "2,7"]),
    ] {
        for query in queries {
            assert_eq!(
                found(&index(&[name, "Lobby"]), query),
                [0],
                "{name}: {query}"
            );
        }
    }
    let index = index(&["A2.05", "A2.10, B05"]);
    assert_eq!(found(&index, "a2.05"), [0], "the pieces belong together");
}

#[test]
fn a_name_with_characters_that_draw_nothing_is_found() {
    let index = index(&["Re\u{ad}port\u{202e}x\u{200b}y\tz\u{1}2\n3", "Lobby"]);
    for query in ["reportxy z", "Re\u{ad}port\u{202e}x\u{200b}y\tz"] {
        assert_eq!(found(&index, query), [0]);
    }
    assert_eq!(found(&index, "lobby"), [1]);
    assert_eq!(found(&index, "\u{1}2"), [0, 1], "no query reaches the tags");
}

#[test]
fn a_final_sigma_matches_before_the_word_is_complete() {
    assert_eq!(found(&index(&["ΟΔΟΣ 5"]), "οδοσ"), [0]);
    assert_eq!(found(&index(&["οδός"]), "ΟΔΌΣ"), [0]);
}

#[test]
fn the_words_for_floor_and_room_find_only_those() {
    let index = index(&["Lobby", "Room 7"]);
    assert_eq!(found(&index, "floor 2"), [0, 1]);
    assert_eq!(found(&index, "lobby, floor2"), [0]);
    assert_eq!(found(&index, "room 7"), [1], "the name has both words");
    assert_eq!(found(&index, "floor"), [0, 1]);
    assert_eq!(found(&index, "floor 7"), [] as [u32; 0]);
    assert_eq!(found(&index, "háskóli, FLOOR ٢"), [0, 1]);
    assert_eq!(found(&index, "haskoli,floor 2"), [0, 1]);
    let finnish = words_for("#. kerros", "huone #");
    let find = |query| index.find(query, &finnish, plain, &Hits::default());
    assert_eq!(find("2. kerros").found, [0, 1]);
    assert_eq!(find("7. kerros").found, [] as [u32; 0]);
    let chinese = words_for("#楼", "#室");
    let find = |query| index.find(query, &chinese, plain, &Hits::default());
    assert_eq!(find("2楼").found, [0, 1]);
}

#[test]
fn everything_that_a_row_says_finds_it() {
    let mut index = index(&["Lobby"]);
    let share = json!({ "id": "s", "displayName": "BER-A2 Finance", "location": {
        "site": "Hà Nội", "building": "Building A", "floorDescription": "Second floor",
        "roomName": "A2.05" } });
    index.add(&Share::read(&share).unwrap(), plain);
    index.put_in_order(|one, other| one.cmp(&other));
    for query in [
        "BER-A2 Finance",
        "Building A, Second floor, Room A2.05, Hà Nội",
        "second floor room a2.05",
        "floor, room a2.05",
        "A2.05 floor",
        "building a second floor room",
        "ha noi, a205",
    ] {
        assert_eq!(found(&index, query), [1], "{query}");
    }
    assert_eq!(found(&index, "third floor"), [] as [u32; 0]);
}

#[test]
fn matches_come_in_the_order_of_their_places() {
    let mut index = index(&["c 1", "a 1"]);
    index.order.clear();
    index.put_in_order(|one, other| other.cmp(&one));
    let share = json!({ "id": "s", "displayName": "b 1" });
    index.add(&Share::read(&share).unwrap(), plain);
    index.put_in_order(|one, other| other.cmp(&one));
    assert_eq!(index.order(), [2, 1, 0]);
    assert_eq!(found(&index, "1"), [2, 1, 0]);
}

#[test]
fn a_query_for_a_row_has_words_in_any_order() {
    let row = fold("Quarterly Report.pdf Colour · 3 copies", plain);
    let matches = |query| TextQuery::of(query, plain).matches(&row);
    assert!(matches("copies report") && matches("report.pdf, colour") && matches(" · "));
    assert!(!matches("4 copies"));
}

proptest! {
    #[test]
    fn narrowing_finds_the_same_as_a_new_search(
        names in proptest::collection::vec("[a-c ,.-]{0,8}", 0..20),
        first in "[a-c ,.-]{0,3}",
        more in "[a-c ,.-]{0,3}",
        early in 0usize..20
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let before = index(&names[..early.min(names.len())]);
        let all = index(&names);
        let last = before.find(&first, &english(), plain, &Hits::default());
        let query = format!("{first}{more}");
        prop_assert_eq!(find(&all, &query, &last), found(&all, &query));
    }
}
