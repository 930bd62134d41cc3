//! A signing key of the provider, generated on every run.
//!
//! No key is kept in the sources, since a published key protects nothing. The caller
//! chooses what is signed, so that tests can also sign tokens that no provider would.

use std::fmt;

use aws_lc_rs::{
    digest,
    encoding::AsDer as _,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// An RSA key of 2048 bits with an id made from it.
pub struct SigningKey {
    pair: RsaKeyPair,
    id: String,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new key.
    ///
    /// # Panics
    ///
    /// When the machine provides no randomness.
    #[expect(
        clippy::expect_used,
        reason = "without randomness there is no provider to simulate"
    )]
    pub fn generate() -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("the machine gives randomness");
        let modulus = pair.public_key().modulus();
        let hash = digest::digest(&digest::SHA256, modulus.big_endian_without_leading_zero());
        let id = URL_SAFE_NO_PAD.encode(hash.as_ref());
        Self { pair, id }
    }

    /// The key id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The public key as DER. Tests misuse it as a shared secret, as an attacker would.
    pub fn public_der(&self) -> Vec<u8> {
        let public = self.pair.public_key();
        let der: Result<aws_lc_rs::encoding::PublicKeyX509Der<'_>, _> = public.as_der();
        der.map(|der| der.as_ref().to_vec()).unwrap_or_default()
    }

    /// The key as a JSON Web Key (<https://www.rfc-editor.org/rfc/rfc7517>).
    pub fn published(&self) -> Value {
        let public = self.pair.public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "n": URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
        })
    }

    /// The claims of a token, if this key signed it.
    pub(super) fn read(&self, token: &str) -> Option<Value> {
        let (message, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.pair.public_key())
            .verify(message.as_bytes(), &signature)
            .ok()?;
        let (_, claims) = message.split_once('.')?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }

    /// A token with these claims and the provider's header.
    pub fn sign(&self, claims: &Value) -> String {
        self.sign_under(
            &json!({ "typ": "JWT", "alg": "RS256", "kid": self.id }),
            claims,
        )
    }

    /// A token whose claims are this text, which may be odd JSON.
    pub fn sign_text(&self, claims: &str) -> String {
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": self.id });
        self.sign_parts(&header.to_string(), claims)
    }

    /// A token with any header and any claims, always signed with RS256.
    pub fn sign_under(&self, header: &Value, claims: &Value) -> String {
        self.sign_parts(&header.to_string(), &claims.to_string())
    }

    fn sign_parts(&self, header: &str, claims: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let message = format!("{}.{}", part(header), part(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let signed = self.pair.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            message.as_bytes(),
            &mut signature,
        );
        // If signing fails, the signature is empty and nobody accepts the token.
        let signature = signed.map(|()| signature).unwrap_or_default();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
