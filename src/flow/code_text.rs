//! Tells whether a text is a printer's code, and finds the share id in it.
//!
//! A code is the id of a share or of a printer, or an address that carries
//! `printer=<share id>`. Other texts mean something only to the page's
//! `resolveCode`.

use universal_print::ids::ShareId;

/// Whether a text typed into the search field is a code and not a name.
pub fn is_code(text: &str) -> bool {
    let text = text.trim();
    is_guid(text) || (is_address(text) && share_in_address(text).is_some())
}

/// The share id in an address, as `printer=<share id>`. Graph's ids are GUIDs,
/// which need no decoding in an address.
pub(super) fn share_in_address(text: &str) -> Option<ShareId> {
    let mut parts = text.split(['?', '&', '#']).skip(1);
    parts.find_map(|part| ShareId::new(part.strip_prefix("printer=")?))
}

/// Whether a text can be an address: no id has a slash.
pub(super) fn is_address(text: &str) -> bool {
    text.bytes().any(|sign| sign == b'/')
}

/// Whether a text has the form of Graph's ids.
pub(super) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUID: &str = "04cc2c8e-5a4c-4f86-9b5e-6f8f9a3b3956";

    #[test]
    fn the_share_is_found_wherever_the_parameter_stands() {
        for before in ["?", "?a=b&", "#", "?floor=2#x=1&"] {
            let address = format!("https://print.example/go{before}printer={GUID}&more=1");
            assert_eq!(share_in_address(&address), ShareId::new(GUID), "{address}");
        }
        assert_eq!(share_in_address("https://print.example/printer=1"), None);
        assert_eq!(share_in_address("https://print.example/?myprinter=1"), None);
        assert_eq!(share_in_address("https://print.example/?printer="), None);
    }

    #[test]
    fn a_name_is_not_a_code() {
        assert!(is_code(&format!(" {GUID}\n")));
        assert!(is_code("https://print.example/?printer=1"));
        for name in ["Kitchen", "4711", "https://print.example", "printer=1", ""] {
            assert!(!is_code(name), "{name}");
        }
    }
}
