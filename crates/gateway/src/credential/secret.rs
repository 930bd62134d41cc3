//! Takes a secret or a token out of a file, which holds it alone on one line.
//!
//! Editors and shells add line ends, blanks and byte order marks. What can be left out
//! without a doubt is left out; anything else is refused, because the identity provider
//! would only say that the secret is wrong.

/// Why a text is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is nothing, or only blanks.
    #[error("is empty")]
    Empty,
    /// The bytes are no text.
    #[error("is not in UTF-8: write it anew as plain text")]
    Encoding,
    /// The text begins with a byte order mark.
    #[error("begins with a byte order mark: write it anew as UTF-8 without one")]
    Mark,
    /// The text has several lines.
    #[error("has several lines: it must hold the secret alone, on one line")]
    Lines,
}

/// A secret, and whether blanks around it were left out.
#[derive(Clone, Copy)]
pub struct SecretLine<'a> {
    /// The secret.
    pub secret: &'a str,
    /// Whether there were blanks around it.
    pub padded: bool,
}

/// Reads the content of a file with a secret.
pub fn secret_line(bytes: &[u8]) -> Result<SecretLine<'_>, SecretError> {
    let text = str::from_utf8(bytes).map_err(|_| SecretError::Encoding)?;
    if text.starts_with('\u{feff}') {
        return Err(SecretError::Mark);
    }
    let secret = text.trim();
    if secret.is_empty() {
        return Err(SecretError::Empty);
    }
    if secret.contains(['\n', '\r']) {
        return Err(SecretError::Lines);
    }
    // A line end behind the secret is what every editor writes.
    let line = text.trim_end_matches(['\n', '\r']);
    Ok(SecretLine {
        secret,
        padded: line != secret,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_stands_alone_on_its_line() {
        let read = |text: &str| {
            let line = secret_line(text.as_bytes());
            line.map(|line| (line.secret.to_owned(), line.padded))
        };
        let plain = Ok(("a~secret.1".to_owned(), false));
        for text in ["a~secret.1", "a~secret.1\n", "a~secret.1\r\n"] {
            assert_eq!(read(text), plain, "{text:?}");
        }
        for text in [
            " a~secret.1",
            "a~secret.1 \n",
            "\ta~secret.1\r\n",
            "\na~secret.1",
        ] {
            assert_eq!(read(text), Ok(("a~secret.1".to_owned(), true)), "{text:?}");
        }
        assert_eq!(read("one\ntwo\n"), Err(SecretError::Lines));
        assert_eq!(read("one\rtwo"), Err(SecretError::Lines));
        assert_eq!(read(" \r\n"), Err(SecretError::Empty));
        assert_eq!(read("\u{feff}one"), Err(SecretError::Mark));
        // PowerShell's redirection writes UTF-16.
        let wide: Vec<u8> = "one".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], &*wide].concat();
        assert_eq!(secret_line(&marked).err(), Some(SecretError::Encoding));
    }
}
