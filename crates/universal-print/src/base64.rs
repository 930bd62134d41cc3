//! Decodes base64, as it comes in tokens and in claims challenges.
//!
//! A crate does it faster, but is a larger part of a program's download.

/// The bytes of a text in either alphabet, with or without padding. `None` if it is no base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len());
    // The bits that are read and not written, and how many.
    let (mut bits, mut held) = (0_u32, 0);
    for sign in text.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            let [byte, ..] = (bits >> held).to_le_bytes();
            bytes.push(byte);
            bits &= (1 << held) - 1;
        }
    }
    // What is left over fills up the last sign, and is zero.
    (held < 6 && bits == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    #[test]
    fn what_is_no_base64_is_not_decoded() {
        for text in ["A", "AAAAA", "QR", "QQ==Q", "Q Q", "Q.", "QQ\n", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_decodes_what_the_crate_encodes(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            for engine in [BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD] {
                prop_assert_eq!(decode(&engine.encode(&bytes)), Some(bytes.clone()));
            }
        }

        #[test]
        fn it_decodes_what_the_crate_decodes(text in "[A-Za-z0-9_-]{0,9}") {
            prop_assert_eq!(decode(&text), BASE64_URL_SAFE_NO_PAD.decode(&text).ok());
        }
    }
}
