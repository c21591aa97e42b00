//! Signed tokens: ES256 with a key that is made once per database.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use serde_json::{Map, Value, json};

use super::reply::ApiError;
use super::store::{SIGNING_KEY, Tx};

/// Claims of a token.
pub(super) type Claims = Map<String, Value>;

/// Signs and checks tokens. It has no `Debug`: it holds the private key.
pub(super) struct Signer {
    pair: EcdsaKeyPair,
    key_id: String,
    random: SystemRandom,
}

impl Signer {
    /// The project's key, made and stored at first use.
    pub(super) fn load(tx: &Tx<'_>) -> Result<Self, ApiError> {
        let random = SystemRandom::new();
        let document = match tx.value(SIGNING_KEY)? {
            Some(document) => document,
            None => {
                let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)?;
                tx.set_value(SIGNING_KEY, document.as_ref())?;
                document.as_ref().to_vec()
            }
        };
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &document, &random)
            .map_err(|error| ApiError::internal(&error.to_string()))?;
        let fingerprint = digest::digest(&digest::SHA256, pair.public_key().as_ref());
        let key_id = format!("SK{}", URL_SAFE_NO_PAD.encode(&fingerprint.as_ref()[..18]));
        Ok(Self { pair, key_id, random })
    }

    pub(super) fn sign(&self, claims: &Claims) -> Result<String, ApiError> {
        let header = json!({"alg": "ES256", "kid": self.key_id, "typ": "JWT"});
        let encode = |value: String| URL_SAFE_NO_PAD.encode(value);
        let claims = serde_json::to_string(claims).map_err(|error| ApiError::internal(&error.to_string()))?;
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims));
        let signature = self.pair.sign(&self.random, signed.as_bytes())?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The claims of a token with a good signature; its time is the caller's to judge.
    pub(super) fn read(&self, token: &str) -> Result<Claims, ApiError> {
        let unreadable = || ApiError::invalid_token("The token cannot be read or was signed by someone else");
        let (signed, signature) = token.rsplit_once('.').ok_or_else(unreadable)?;
        let (_, claims) = signed.split_once('.').ok_or_else(unreadable)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| unreadable())?;
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.pair.public_key())
            .verify(signed.as_bytes(), &signature)
            .map_err(|_| unreadable())?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| unreadable())?;
        serde_json::from_slice(&claims).map_err(|_| unreadable())
    }

    /// The public key as the SDKs fetch it.
    pub(super) fn jwk(&self) -> Value {
        // Uncompressed point: one tag byte, then both coordinates.
        let point = self.pair.public_key().as_ref();
        let (x, y) = point.get(1..).unwrap_or_default().split_at(32.min(point.len().saturating_sub(1)));
        json!({
            "alg": "ES256",
            "crv": "P-256",
            "kid": self.key_id,
            "kty": "EC",
            "use": "sig",
            "x": URL_SAFE_NO_PAD.encode(x),
            "y": URL_SAFE_NO_PAD.encode(y),
        })
    }
}
