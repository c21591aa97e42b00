//! Password hashes as the databases of other systems hold them: one text, recognised by its form.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use serde_json::{Map, Value, json};

/// Characters of the base64 of crypt: those of bcrypt and phpass.
const CRYPT: &str = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Whether a text is a bcrypt hash: 60 characters with version and cost.
#[must_use]
pub(super) fn is_bcrypt(text: &str) -> bool {
    let Some(rest) = ["$2a$", "$2b$", "$2y$"].iter().find_map(|version| text.strip_prefix(version)) else {
        return false;
    };
    let Some((cost, rest)) = rest.split_once('$') else { return false };
    is_bcrypt_cost(cost) && is_crypt(rest, 53)
}

/// Whether a text is the hash of Django that the API documents: `pbkdf2_sha256$iterations$salt$base64`.
#[must_use]
pub(super) fn is_django(text: &str) -> bool {
    let parts: Vec<&str> = text.split('$').collect();
    let ["pbkdf2_sha256", iterations, salt, hash] = parts.as_slice() else { return false };
    is_count(iterations) && !salt.is_empty() && STANDARD.decode(hash).is_ok_and(|digest| digest.len() == 32)
}

/// Whether a text is a hash of Clojure's buddy: salt and digest in hexadecimal digits with the cost between, or, of
/// old versions, the whole text of a bcrypt hash in such digits.
#[must_use]
pub(super) fn is_buddyauth(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("bcrypt+sha512$") else { return false };
    let parts: Vec<&str> = rest.split('$').collect();
    let is_salt = |salt: &str| salt.len() >= 16 && salt.len().is_multiple_of(2) && is_hex(salt, salt.len());
    match parts.as_slice() {
        [salt, cost, digest] => is_salt(salt) && is_bcrypt_cost(cost) && is_hex(digest, 48),
        [salt, digest] => is_salt(salt) && is_hex(digest, 120),
        _ => false,
    }
}

fn is_bcrypt_cost(text: &str) -> bool {
    text.len() == 2 && text.parse().is_ok_and(|cost: u8| (4..=31).contains(&cost))
}

/// Whether a text is so many characters of the base64 of crypt.
#[must_use]
pub(super) fn is_crypt(text: &str, length: usize) -> bool {
    text.len() == length && text.chars().all(|letter| CRYPT.contains(letter))
}

/// Whether a text is base64 with padding, and not empty.
#[must_use]
pub(super) fn is_base64(text: &str) -> bool {
    !text.is_empty() && STANDARD.decode(text).is_ok()
}

/// Whether a text is so many hexadecimal digits.
#[must_use]
pub(super) fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_count(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|count| count > 0)
}

/// How hashes begin that the API takes in another form, or not at all.
const UNTAKEN: &[&str] = &[
    "$1$",
    "$3$",
    "$7$",
    "$s0$",
    "$gy$",
    "$md5",
    "$sha1$",
    "$apr1$",
    "$bcrypt-sha256$",
    "$scram$",
    "bcrypt$",
    "bcrypt:$2",
    "$shiro1$",
    "crypt$",
    "unsalted_md5$",
    "unsalted_sha1$",
    "hmac-sha",
    // Django's others
    "pbkdf2_sha1$",
    "argon2$",
    "bcrypt_sha256$",
    "$5$",
    "$6$",
    "$y$",
    "$wp$2",
    "$scrypt$",
    "$S$",
    "$2x$",
    "$2$",
    "$ARGON2",
    "$argon2",
    "sha1$",
    "md5$",
    "sha256$",
    "sha512$",
    "pbkdf2_sha512$",
    "scrypt$",
    "scrypt:",
    "pbkdf2:",
    "SCRAM-SHA-",
    "AQAAAA",
    // Drupal's of old users, Windows, MySQL 8
    "U$S$",
    "U$P$",
    "$NT$",
    "$A$0",
];

/// What the marks before a hash or a password are called: those of LDAP, Dovecot and Spring, in small letters.
const SCHEMES: &[&str] = &[
    "crypt",
    "blf",
    "des",
    "bcrypt",
    "scrypt",
    "argon2",
    "argon2i",
    "argon2d",
    "argon2id",
    "pbkdf2",
    "pkcs5s2",
    "md4",
    "md5",
    "smd5",
    "sha",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "ssha",
    "ssha1",
    "ssha224",
    "ssha256",
    "ssha384",
    "ssha512",
    "hmac",
    "scram",
    "ldap",
    "sasl",
    "lanman",
    "nt",
    "ntlm",
    "noop",
    "plain",
    "plaintext",
    "cleartext",
];

/// Whether a text begins with the mark of a scheme, such as `{BLF-CRYPT}` or `{noop}`.
fn is_of_scheme(text: &str) -> bool {
    let Some((tag, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return false;
    };
    let tag = tag.to_lowercase();
    let mut words = tag.split(|letter: char| !letter.is_ascii_alphanumeric());
    !rest.is_empty() && words.any(|word| SCHEMES.contains(&word))
}

/// The hash behind a mark that says no more than the hash itself.
fn without_tag(text: &str) -> Option<&str> {
    let (tag, rest) = text.strip_prefix('{')?.split_once('}')?;
    let is_of_bcrypt = ["crypt", "blf-crypt", "bcrypt"].iter().any(|known| tag.eq_ignore_ascii_case(known));
    (is_of_bcrypt && is_bcrypt(rest)).then_some(rest)
}

/// Whether a bcrypt hash stands somewhere in a text, as in JSON.
fn holds_bcrypt(text: &str) -> bool {
    text.match_indices("$2").any(|(place, _)| text.get(place..place + 60).is_some_and(is_bcrypt))
}

/// Whether a text looks as a digest or a salt does: so many hexadecimal digits, or characters of base64 among which
/// are small letters, large ones and digits.
fn is_random(text: &str, least: usize) -> bool {
    let has = |is_it: fn(&u8) -> bool| text.bytes().any(|byte| is_it(&byte));
    let is_of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"./+=_-".contains(&byte);
    let is_mixed = || has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    text.len() >= least && (is_hex(text, text.len()) || text.bytes().all(is_of_base64) && is_mixed())
}

/// Whether a text is `$id$…$hash`, whatever the algorithm is called.
fn is_modular(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('$') else { return false };
    let parts: Vec<&str> = rest.split('$').collect();
    let is_id = |id: &str| {
        (1..=24).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    match parts.as_slice() {
        // phpass that was cut.
        ["P" | "H", rest] => {
            CRYPT.find(&rest[..rest.len().min(1)]).is_some_and(|cost| cost <= 30) && is_random(rest, 16)
        }
        [id, hash] => is_id(id) && is_random(hash, 30),
        [id, .., hash] => is_id(id) && is_random(hash, 16),
        _ => false,
    }
}

/// Whether a text is two rows of hexadecimal digits, a salt and a digest.
fn is_hex_pair(text: &str) -> bool {
    text.split_once([':', '.', '$']).is_some_and(|(one, other)| {
        [one, other].iter().all(|part| part.len() >= 16 && is_hex(part, part.len()))
            && one.len().max(other.len()) >= 32
    })
}

/// Whether a text is the base64 of a digest whose padding was left out. Words in a row have fewer large letters.
fn is_bare_base64(text: &str) -> bool {
    let count = |is_it: fn(&u8) -> bool| text.bytes().filter(is_it).count();
    matches!(text.len(), 43 | 86)
        && STANDARD_NO_PAD.decode(text).is_ok()
        && count(u8::is_ascii_uppercase) >= 8
        && count(u8::is_ascii_lowercase) >= 8
        && count(u8::is_ascii_digit) >= 2
}

/// Whether a text is the hash of a database that marks it in its own way, or not at all.
fn is_of_other_database(text: &str) -> bool {
    let hex = |text: &str, lengths: &[usize]| lengths.iter().any(|length| is_hex(text, *length));
    // `{PKCS5S2}…` of Atlassian and their like
    let tagged = is_of_scheme(text)
        || text.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(tag, rest)| {
            let is_name =
                |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
            // `{x-issha, 1024}…` of SAP; a short text behind small letters may be a password.
            let is_long = rest.len() >= 28 && rest.bytes().any(|byte| byte.is_ascii_uppercase());
            let is_any =
                |byte: u8| is_name(byte) || is_long && (byte.is_ascii_lowercase() || b", ".contains(&byte));
            !tag.is_empty() && tag.bytes().all(is_any) && rest.len() >= 16 && padded(rest).is_some()
        });
    // MySQL, PostgreSQL, SQL Server, Oracle
    let marked = [("*", &[40][..]), ("md5", &[32]), ("S:", &[60])];
    let marked =
        marked.iter().any(|(mark, lengths)| text.strip_prefix(mark).is_some_and(|rest| hex(rest, lengths)));
    let marked = marked
        || ["0x", "\\x"].iter().any(|mark| {
            text.strip_prefix(mark).is_some_and(|rest| rest.len() >= 32 && is_hex(rest, rest.len()))
        });
    let lower = text.to_ascii_lowercase();
    let marked =
        marked || text.len() >= 20 && ["pbkdf2", "grub.pbkdf2"].iter().any(|mark| lower.starts_with(mark));
    // The file of scrypt(1), and crypt of BSD with its count of rounds.
    let marked = marked
        || text.starts_with("c2NyeXB0") && is_random(text, 40)
        || text.get(3..5) == Some("..") && text.strip_prefix('_').is_some_and(|rest| is_crypt(rest, 19));
    // A hash and its salt, or the two of Windows.
    let salted = text.split_once(':').is_some_and(|(hash, _)| hex(hash, &[32, 40, 64, 128]));
    // `md5:…`, and `sha256:1000:salt:hash` with a count of rounds.
    let salted = salted
        || text.split_once(':').is_some_and(|(name, rest)| {
            let is_name = ["md5", "sha1", "sha256", "sha384", "sha512"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known));
            let is_counted =
                rest.split_once(':').is_some_and(|(count, rest)| is_count(count) && rest.contains(':'));
            is_name && (hex(rest, &[32, 40, 64, 96, 128]) || is_counted)
        });
    let digest = matches!(text.len(), 24 | 28 | 44 | 88)
        && STANDARD.decode(text).is_ok_and(|bytes| matches!(bytes.len(), 16 | 20 | 32 | 64));
    // ASP.NET Identity 2: a zero, 16 bytes of salt, 32 of digest.
    let digest = digest
        || text.len() == 68
            && STANDARD.decode(text).is_ok_and(|bytes| bytes.len() == 49 && bytes.first() == Some(&0));
    let digest = digest || is_bare_base64(text) || hex(text, &[56, 96]);
    tagged || marked || salted || digest || is_like_bcrypt(text) || is_modular(text) || is_hex_pair(text)
}

/// Whether a text is a bcrypt hash that was cut, or is of another version than the API takes.
fn is_like_bcrypt(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("$2") else { return false };
    let Some((cost, rest)) =
        rest.trim_start_matches(['a', 'b', 'x', 'y']).strip_prefix('$').and_then(|rest| rest.split_once('$'))
    else {
        return false;
    };
    cost.len() == 2
        && cost.bytes().all(|byte| byte.is_ascii_digit())
        && (20..=60).any(|length| is_crypt(rest, length))
}

/// What stands around a hash that was copied by hand: quotes, the mark of a spreadsheet, spaces without a width.
fn is_around(letter: char) -> bool {
    letter.is_whitespace() || "'\"`\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".contains(letter)
}

/// Whether a text that stands where a password is expected looks like a hash, and which field takes it; none for
/// those that the API does not take.
#[must_use]
pub fn field_of_hash(text: &str) -> Option<Option<&'static str>> {
    let text = text.trim_matches(is_around);
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    let is_tag = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let is_of = |tags: &[&str]| tags.iter().any(|tag| is_tag(tag));
    if is_bcrypt(text) {
        Some(Some("hashedPassword.bcrypt.hash"))
    } else if begins(&["pbkdf2_sha256$"]) {
        Some(Some("hashedPassword.django.hash"))
    } else if begins(&["bcrypt+sha512$"]) {
        Some(Some("hashedPassword.buddyauth.hash"))
    } else if begins(&["$argon2id$", "$argon2i$", "$argon2d$"]) {
        Some(Some("hashedPassword.argon2"))
    } else if begins(&["$pbkdf2-sha", "$pbkdf2$"]) {
        Some(Some("hashedPassword.pbkdf2"))
    } else if phpass(text).is_some() {
        Some(Some("hashedPassword.phpass"))
    } else if is_of(&["{SHA}", "{SSHA}", "{SHA256}", "{SSHA256}", "{SHA512}", "{SSHA512}"]) {
        Some(Some("hashedPassword.sha"))
    } else if without_tag(text).is_some() {
        Some(Some("hashedPassword.bcrypt.hash"))
    } else if is_hex(text, 32) {
        Some(Some("hashedPassword.md5.hash"))
    } else if [40, 64, 128].iter().any(|length| is_hex(text, *length)) {
        Some(Some("hashedPassword.sha.hash"))
    } else if begins(UNTAKEN) || is_tag("{CRYPT}") || is_of_other_database(text) || is_unusable(text) {
        Some(None)
    } else if holds_bcrypt(text) {
        Some(Some("hashedPassword.bcrypt.hash"))
    } else {
        None
    }
}

/// Whether a text is what databases write where nobody can sign in with a password: Django `!` and 40 letters and
/// digits, others `!` or `*` alone.
#[must_use]
pub fn is_unusable(text: &str) -> bool {
    let is_django = |rest: &str| rest.len() == 40 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    matches!(text, "!" | "!!" | "*") || text.strip_prefix('!').is_some_and(is_django)
}

/// The algorithm of a hash of SHA that is nothing but its hexadecimal digits.
#[must_use]
pub fn kind_of_bare(text: &str) -> Option<&'static str> {
    let text = text.trim_matches(is_around);
    let mut kinds = [(40, "sha1"), (64, "sha256"), (128, "sha512")].into_iter();
    kinds.find(|(length, _)| is_hex(text, *length)).map(|(_, kind)| kind)
}

/// Takes the hash of a database apart into what the API takes. `hasher` is what the file says of its
/// algorithm, where it says something; `parameters` are those of a whole project.
///
/// # Errors
/// What is wrong with it. The text is not repeated there.
pub fn of_text(
    text: &str,
    hasher: Option<&str>,
    salt: Option<&str>,
    parameters: &Map<String, Value>,
) -> Result<Value, String> {
    let text = text.trim();
    // LDAP marks the crypt forms.
    let crypt = text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("{CRYPT}"));
    let text = if crypt { &text[7..] } else { without_tag(text).unwrap_or(text) };
    let hasher = hasher.map(|hasher| hasher.to_lowercase().replace(['-', '_', ' '], "")).unwrap_or_default();
    if let Some(refused) = not_taken(text, &hasher) {
        return Err(refused.to_owned());
    }
    // Firebase's salts stand beside the hashes; others are part of them.
    let beside = salt.map(str::trim).filter(|salt| !salt.is_empty() && !text.contains(salt));
    if beside.is_some() && kind_of_bare(text).is_some() && !parameters.contains_key("firebase") {
        return Err(SALTED.to_owned());
    }
    let hash = taken_apart(text, &hasher, salt, parameters)?;
    let salt = beside;
    if salt.is_some() && hash.get("firebase").is_none() {
        return Err(SALTED.to_owned());
    }
    if contradicts(&hasher, &hash) {
        return Err("has not the form of the algorithm that the file names for it: one of the two is wrong"
            .to_owned());
    }
    Ok(hash)
}

/// Whether what a file says of a hash is something else than what the hash says by its form. Names that are not
/// known say nothing.
fn contradicts(hasher: &str, hash: &Value) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| hasher.contains(name));
    let part = |path: &str| hash.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let fits: &[&str] = if has(&["django"]) {
        &["django"]
    } else if has(&["firebase"]) {
        &["firebase"]
    } else if has(&["phpass"]) {
        &["phpass"]
    } else if has(&["argon2"]) {
        &["argon2"]
    } else if has(&["pbkdf2"]) {
        &["pbkdf2", "django"]
    } else if has(&["scrypt"]) && !has(&["bcrypt"]) {
        &["firebase"]
    } else if has(&["bcrypt"]) {
        &["bcrypt", "buddyauth"]
    } else if has(&["ldap", "sha"]) {
        &["sha"]
    } else if has(&["md5"]) {
        &["md5"]
    } else {
        return false;
    };
    let is_other_kind = match fits {
        ["argon2"] => {
            ["argon2id", "argon2i", "argon2d"].contains(&hasher) && hasher[6..] != *part("/argon2/type")
        }
        ["sha"] | ["pbkdf2", "django"] => {
            let kind = if hash.get("django").is_some() {
                "sha256"
            } else if hash.get("pbkdf2").is_some() {
                part("/pbkdf2/type")
            } else {
                part("/sha/type")
            };
            // `ssha` alone is SHA-1.
            let named = ["sha512", "sha256", "sha1"].into_iter().find(|name| hasher.contains(name));
            named.is_some_and(|named| named != kind)
        }
        _ => false,
    };
    is_other_kind || !fits.iter().any(|name| hash.get(name).is_some())
}

/// What is in a hash, by its form.
fn taken_apart(
    text: &str,
    hasher: &str,
    salt: Option<&str>,
    parameters: &Map<String, Value>,
) -> Result<Value, String> {
    if is_bcrypt(text) {
        return Ok(json!({"bcrypt": {"hash": text}}));
    }
    if is_django(text) {
        return Ok(json!({"django": {"hash": text}}));
    }
    if is_buddyauth(text) {
        return Ok(json!({"buddyauth": {"hash": text}}));
    }
    let taken_apart = argon2(text).or_else(|| pbkdf2(text)).or_else(|| phpass(text)).or_else(|| tagged(text));
    if let Some(hash) = taken_apart {
        return Ok(hash);
    }
    if let Some(Value::Object(project)) = parameters.get("firebase") {
        let mut firebase = project.clone();
        firebase.insert("hash".to_owned(), Value::from(text));
        if let Some(salt) = salt {
            firebase.insert("salt".to_owned(), Value::from(salt.trim()));
        }
        return Ok(json!({"firebase": firebase}));
    }
    let sha = match hasher {
        "sha1" => Some((40, "sha1")),
        "sha256" => Some((64, "sha256")),
        "sha512" => Some((128, "sha512")),
        _ => None,
    };
    match sha {
        Some((length, kind)) if is_hex(text, length) => Ok(json!({"sha": {"hash": text, "type": kind}})),
        None if is_hex(text, 32) && (hasher.is_empty() || hasher == "md5") => {
            Ok(json!({"md5": {"hash": text}}))
        }
        _ => Err(UNKNOWN.to_owned()),
    }
}

const SALTED: &str = "has a salt in a column of its own, and how the two go together is not known: \
                      `hashedPassword.sha.hash` and `hashedPassword.sha.salt` take those of SHA where the salt stands \
                      behind the password; where it is of no use, `--map` leaves its column out";

const UNKNOWN: &str = "is in no form of a hash that is known: bcrypt, argon2, pbkdf2, phpass, `{SSHA}` and their like \
                       are, and Firebase's with `--hash-config FILE`";

/// Why a hash cannot be taken, where it is one that the API has no place for.
fn not_taken(text: &str, hasher: &str) -> Option<&'static str> {
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if begins(&["$1$", "$5$", "$6$", "$y$"]) {
        Some("is a hash of crypt, which the API does not take: leave it out, and have the password set anew")
    } else if is_old_argon2(text) {
        Some(
            "is a hash of argon2 in another version than 19 (`v=19`), which the API does not take: leave it out, and \
             have the password set anew",
        )
    } else if begins(&["$wp$"]) {
        Some(
            "is a hash of WordPress 6.8, which the API does not take: leave it out, and have the password set anew",
        )
    } else if hasher.contains("pepper") {
        Some(
            "is a hash with a pepper, which the API does not take: leave it out, and have the password set anew",
        )
    } else if hasher == "md5salted" || hasher == "sha256salted" {
        Some("is a salted hash whose salt stands elsewhere: `hashedPassword.sha.salt` takes that of SHA")
    } else {
        None
    }
}

/// Whether a text is a hash of argon2 in another version than 19, which is 16 where none is named.
fn is_old_argon2(text: &str) -> bool {
    let version = text.strip_prefix("$argon2").and_then(|rest| rest.split('$').nth(1));
    version.is_some_and(|version| match version.strip_prefix("v=") {
        Some(version) => version != "19",
        None => version.starts_with("m="),
    })
}

/// `$argon2id$v=19$m=M,t=T,p=P$salt$hash`.
fn argon2(text: &str) -> Option<Value> {
    let mut parts = text.strip_prefix("$argon2")?.split('$');
    let kind = parts.next().filter(|kind| matches!(*kind, "id" | "i" | "d"))?;
    parts.next().filter(|version| *version == "v=19")?;
    let costs: Vec<(&str, u32)> = parts
        .next()?
        .split(',')
        .map(|cost| cost.split_once('=').and_then(|(name, cost)| Some((name, cost.parse().ok()?))))
        .collect::<Option<_>>()?;
    let cost = |name: &str| costs.iter().find(|(known, _)| *known == name).map(|(_, cost)| *cost);
    let (salt, hash) = (padded(parts.next()?)?, padded(parts.next()?)?);
    parts.next().is_none().then_some(())?;
    Some(json!({"argon2": {
        "hash": hash, "salt": salt, "iterations": cost("t")?, "memory": cost("m")?, "threads": cost("p")?,
        "type": kind,
    }}))
}

/// `$pbkdf2-sha256$iterations$salt$hash` of passlib, which writes `.` for `+` and no padding.
fn pbkdf2(text: &str) -> Option<Value> {
    let parts: Vec<&str> = text.strip_prefix("$pbkdf2")?.split('$').collect();
    let [digest, iterations, salt, hash] = parts.as_slice() else { return None };
    let kind = match *digest {
        "" | "-sha1" => "sha1",
        "-sha256" => "sha256",
        "-sha512" => "sha512",
        _ => return None,
    };
    let iterations: u32 = iterations.parse().ok().filter(|count| *count > 0)?;
    let (salt, hash) = (padded(&salt.replace('.', "+"))?, padded(&hash.replace('.', "+"))?);
    Some(json!({"pbkdf2": {"hash": hash, "salt": salt, "iterations": iterations, "type": kind}}))
}

/// `$P$` or `$H$`, a character for the cost, 8 of salt, 22 of hash.
fn phpass(text: &str) -> Option<Value> {
    let rest = text.strip_prefix("$P$").or_else(|| text.strip_prefix("$H$"))?;
    if !is_crypt(rest, 31) {
        return None;
    }
    let cost = CRYPT.find(rest.chars().next()?)?;
    // What phpass itself takes.
    let iterations = (7..=30).contains(&cost).then(|| 1_u32 << cost)?;
    Some(
        json!({"phpass": {"hash": &rest[9..], "salt": &rest[1..9], "iterations": iterations, "type": "md5"}}),
    )
}

/// `{SSHA}` and its like of LDAP: base64 of digest and salt.
fn tagged(text: &str) -> Option<Value> {
    let (tag, encoded) = text.strip_prefix('{')?.split_once('}')?;
    let (kind, length, is_salted) = match tag.to_ascii_uppercase().as_str() {
        "SHA" => ("sha1", 20, false),
        "SSHA" => ("sha1", 20, true),
        "SHA256" => ("sha256", 32, false),
        "SSHA256" => ("sha256", 32, true),
        "SHA512" => ("sha512", 64, false),
        "SSHA512" => ("sha512", 64, true),
        _ => return None,
    };
    let bytes = STANDARD.decode(encoded).ok()?;
    let (digest, salt) = bytes.split_at_checked(length)?;
    match (is_salted, salt.is_empty()) {
        (true, false) => Some(json!({"sha": {"hash": hex(digest), "salt": hex(salt), "type": kind}})),
        (false, true) => Some(json!({"sha": {"hash": hex(digest), "type": kind}})),
        _ => None,
    }
}

/// Base64 with the padding that the API wants.
fn padded(text: &str) -> Option<String> {
    let bytes = STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    (!bytes.is_empty()).then(|| STANDARD.encode(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash parameters of a whole project: Firebase's own text, or TOML with a table for each algorithm.
///
/// # Errors
/// What is wrong with it. The text is not repeated there.
pub fn parameters_of(text: &str) -> Result<Map<String, Value>, String> {
    if let Some(algorithm) = value_of(text, "algorithm").filter(|name| !name.eq_ignore_ascii_case("SCRYPT")) {
        let is_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        let said = match algorithm.len() <= 20 && algorithm.bytes().all(is_name) {
            true => format!("the algorithm of the hashes is `{algorithm}`"),
            false => "the algorithm of the hashes is another".to_owned(),
        };
        return Err(format!("{said}, and only those of Firebase's `SCRYPT` are taken"));
    }
    if let Some(firebase) = firebase_parameters(text) {
        return Ok(Map::from_iter([("firebase".to_owned(), firebase)]));
    }
    let expected =
        "expected the text of Firebase's `Password hash parameters`, or TOML with a table `[firebase]`";
    let Ok(Value::Object(parameters)) = toml::from_str::<Value>(text) else {
        return Err(expected.to_owned());
    };
    match parameters.get("firebase") {
        Some(Value::Object(_)) => Ok(parameters),
        _ => Err(expected.to_owned()),
    }
}

/// What stands behind a name.
fn value_of<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let behind = text.split_once(name)?.1.trim_start_matches(['"', '\'', ' ', '\t', ':', '=']);
    let end = behind.find(|letter: char| letter.is_whitespace() || ",}\"'".contains(letter));
    Some(&behind[..end.unwrap_or(behind.len())])
}

/// `hash_config { algorithm: SCRYPT, base64_signer_key: …, base64_salt_separator: …, rounds: 8, mem_cost: 14 }`.
fn firebase_parameters(text: &str) -> Option<Value> {
    let value = |name: &str| value_of(text, name);
    Some(json!({
        "signerKey": value("base64_signer_key")?,
        "saltSeparator": value("base64_salt_separator")?,
        "rounds": value("rounds")?.parse::<u32>().ok()?,
        "memory": value("mem_cost")?.parse::<u32>().ok()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::user::Hash;

    const BCRYPT: &str = "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

    fn taken(text: &str, hasher: Option<&str>) -> Result<Value, String> {
        let hash = of_text(text, hasher, None, &Map::new())?;
        // What is taken apart is in the form that is wanted of it.
        Hash::new(hash.clone()).unwrap();
        Ok(hash)
    }

    #[test]
    fn hashes_of_other_systems_are_taken_apart() {
        assert_eq!(taken(BCRYPT, None).unwrap(), json!({"bcrypt": {"hash": BCRYPT}}));
        assert_eq!(taken(&format!("{{CRYPT}}{BCRYPT}"), None).unwrap(), json!({"bcrypt": {"hash": BCRYPT}}));
        assert_eq!(
            taken("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2g", None).unwrap(),
            json!({"argon2": {"hash": "aGFzaGhhc2g=", "salt": "c29tZXNhbHQ=", "iterations": 2, "memory": 19456, "threads": 1, "type": "id"}})
        );
        assert_eq!(
            taken("$pbkdf2-sha256$29000$N2YMIW.lVO$aGFz", None)
                .map(|hash| hash["pbkdf2"]["iterations"].clone()),
            Err(UNKNOWN.to_owned())
        );
        assert_eq!(
            taken("$pbkdf2-sha256$29000$.2FsdA$aGFz", None).unwrap(),
            json!({"pbkdf2": {"hash": "aGFz", "salt": "+2FsdA==", "iterations": 29000, "type": "sha256"}})
        );
        assert_eq!(
            taken("$P$BabcdefghABCDEFGHIJKLMNOPQRSTUV", None).unwrap(),
            json!({"phpass": {"hash": "ABCDEFGHIJKLMNOPQRSTUV", "salt": "abcdefgh", "iterations": 8192, "type": "md5"}})
        );
        let salted = format!("{{SSHA}}{}", STANDARD.encode([[7_u8; 20].as_slice(), b"salt"].concat()));
        assert_eq!(
            taken(&salted, None).unwrap(),
            json!({"sha": {"hash": "07".repeat(20), "salt": "73616c74", "type": "sha1"}})
        );
        assert_eq!(taken(&"ab".repeat(16), None).unwrap(), json!({"md5": {"hash": "ab".repeat(16)}}));
        let sha = json!({"sha": {"hash": "ab".repeat(32), "type": "sha256"}});
        assert_eq!(taken(&"ab".repeat(32), Some("SHA-256")).unwrap(), sha);
        for unknown in ["Pass1234word", "$2b$10$short", "$6$salt$hash", "{SSHA}aaaa", "", &"ab".repeat(32)] {
            assert!(taken(unknown, None).is_err(), "{unknown}");
        }
        for tag in ["BLF-CRYPT", "bcrypt"] {
            let hash = taken(&format!("{{{tag}}}{BCRYPT}"), None);
            assert_eq!(hash.unwrap(), json!({"bcrypt": {"hash": BCRYPT}}));
        }
        // Another version, which is 16 where none is named.
        for version in ["v=16$", "v=99$", ""] {
            let text = format!("$argon2id${version}m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2g");
            assert!(taken(&text, None).unwrap_err().contains("another version than 19"), "{text}");
        }
        assert!(taken(BCRYPT, Some("bcrypt_peppered")).is_err());
        // A cost that phpass does not know.
        assert!(taken("$P$.abcdefghABCDEFGHIJKLMNOPQRSTUV", None).is_err());
        assert!(taken("$P$zabcdefghABCDEFGHIJKLMNOPQRSTUV", None).is_err());
        let buddy = "bcrypt+sha512$86186fc28f83b3e3db78bcf8350a3a57$12$8f215420e68fd7922561167b07354f05d8db6d49e212689e";
        assert_eq!(taken(buddy, None).unwrap(), json!({"buddyauth": {"hash": buddy}}));
        for broken in [&buddy[..60], &buddy.replace("$12$", "$99$"), "bcrypt+sha512$x"] {
            assert!(taken(broken, None).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_salt_beside_a_hash_is_not_dropped_silently() {
        let taken = |text: &str, salt: &str| of_text(text, None, Some(salt), &Map::new());
        assert!(taken(&"ab".repeat(16), "somesalt").is_err());
        assert!(taken(BCRYPT, "somesalt").is_err());
        // It is part of the hash, or there is none.
        assert!(taken(BCRYPT, "abcdefghijklmnopqrstuu").is_ok());
        assert!(taken(&"ab".repeat(16), " ").is_ok());
    }

    #[test]
    fn a_hash_must_be_what_the_file_calls_it() {
        const DJANGO: &str = "pbkdf2_sha256$1000$salty$ktixGvL+bGlTO4bK3F1CW8qCb3tVFt/1SjsW1eUxX5g=";
        const ARGON2: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2g";
        const PBKDF2: &str = "$pbkdf2-sha256$29000$.2FsdA$aGFz";
        const PHPASS: &str = "$P$BabcdefghABCDEFGHIJKLMNOPQRSTUV";
        let salted = format!("{{SSHA}}{}", STANDARD.encode([[7_u8; 20].as_slice(), b"salt"].concat()));
        let (md5, sha256) = ("ab".repeat(16), "ab".repeat(32));
        for (text, hasher) in [
            (BCRYPT, "bcrypt"),
            (BCRYPT, "BCrypt"),
            (DJANGO, "pbkdf2_sha256_django"),
            (DJANGO, "pbkdf2-sha256"),
            (ARGON2, "argon2id"),
            (ARGON2, "argon2"),
            (PBKDF2, "pbkdf2_sha256"),
            (PHPASS, "md5_phpass"),
            (&salted, "ssha"),
            (&salted, "ldap_ssha"),
            (&md5, "md5"),
            (&sha256, "SHA-256"),
            // A name that says nothing.
            (BCRYPT, "default"),
            (BCRYPT, ""),
        ] {
            assert!(taken(text, Some(hasher)).is_ok(), "{hasher}: {text}");
        }
        for (text, hasher) in [
            (BCRYPT, "argon2id"),
            (BCRYPT, "md5"),
            (BCRYPT, "scrypt"),
            (DJANGO, "bcrypt"),
            (DJANGO, "pbkdf2_sha512"),
            (ARGON2, "argon2i"),
            (ARGON2, "bcrypt"),
            (PBKDF2, "pbkdf2_sha512"),
            (PHPASS, "md5"),
            (&salted, "ssha512"),
            (&md5, "sha1"),
            (&sha256, "sha512"),
            (&sha256, "md5"),
        ] {
            assert!(taken(text, Some(hasher)).is_err(), "{hasher}: {text}");
        }
    }

    #[test]
    fn a_hash_is_no_password() {
        for hash in [
            BCRYPT,
            "pbkdf2_sha256$260000$x$FD6wHakWGM1bn+pGYahv3bJ+mmJgNM25FgPVVps0+zc=",
            "$6$a$b",
            "{SSHA}aGFzaA==",
            "!WPFmZMOvVSIK5sG0qQ5dbNq7hsbBUuW9XmwuKTCn",
            "!",
        ] {
            assert!(field_of_hash(hash).is_some(), "{hash}");
        }
        // Of systems that mark their hashes in their own way, or not at all.
        let hex = |length: usize| "0123456789abcdef".repeat(8)[..length].to_owned();
        let digest = |length: usize| STANDARD.encode(vec![0xA5_u8; length]);
        for hash in [
            format!("sha1$abcde${}", hex(40)),
            format!("scrypt:32768:8:1$salt${}", hex(128)),
            format!("pbkdf2:sha256:260000$salt${}", hex(64)),
            format!("AQAAAAEAACcQAAAAE{}", "A".repeat(60)),
            format!("*{}", hex(40).to_uppercase()),
            format!("{}:{}", hex(32), hex(32)),
            format!("{}:salt", hex(32)),
            format!("md5{}", hex(32)),
            format!("0x{}", hex(32)),
            "$S$DZjoJzlbeAv3mBcrl0Qm1TRGCkjR5pEK0RCzbVgfh6MiqeNVJ7fW".to_owned(),
            "{bcrypt}$2b$10$N9qo8uLOickgx2ZMRZoMye".to_owned(),
            "{PBKDF2-SHA256}10000$c2FsdA$aGFzaGhhc2g".to_owned(),
            "SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5".to_owned(),
            "$ARGON2ID$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA".to_owned(),
            "$1$salt$qJH7.N4xYta3aEG/dfqo/0".to_owned(),
            "$5$salt$Gcm6FsVtF/Qa77ZKD.iwsJlCVPY0XSMgLJL0Hnww/c1".to_owned(),
            "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7".to_owned(),
            "$gy$j9T$salt$hash".to_owned(),
            "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D".to_owned(),
            "$s0$e0801$epIxT/h6HbbwHaehFnh/bw==$7H0vsXlY8UxxyW/BWx/9GuY7jEvGjT71GFd6O4SZND0=".to_owned(),
            "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"
                .to_owned(),
            "$2x$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234".to_owned(),
            BCRYPT.replace("$2b$", "$2y$"),
            BCRYPT.replace("$2b$", "$2a$"),
            format!("$wp{}", BCRYPT.replace("$2b$", "$2y$")),
            "$argon2i$v=19$m=16,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g".to_owned(),
            "$pbkdf2$131000$r5WythYixtgbI4QQwphTag$nyFKuI0fMpJsSrfMVJnA3wV6A1Q".to_owned(),
            "$pbkdf2-sha512$25000$salt$hash".to_owned(),
            "$P$B12345678soDAlL/cBF321OPtemjM6/".to_owned(),
            "$H$9abcdefghABCDEFGHIJKLMNOPQRSTUV".to_owned(),
            "{CRYPT}$6$salt$hash".to_owned(),
            "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=".to_owned(),
            "{SSHA512}aGFzaA==".to_owned(),
            "bcrypt$$2b$12$abcdefghijklmnopqrstuu".to_owned(),
            "bcrypt_sha256$$2b$12$abcdefghijklmnopqrstuu".to_owned(),
            "$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2".to_owned(),
            "$apr1$salt$hashhashhash".to_owned(),
            // ASP.NET Identity 2 and 3
            STANDARD.encode([&[0_u8][..], &[7; 48]].concat()),
            STANDARD.encode([&[1_u8, 0, 0, 0, 1, 0, 0, 0x27, 0x10, 0, 0, 0, 16][..], &[7; 48]].concat()),
            // Joomla, NTLM, Oracle, SQL Server
            format!("{}:{}", hex(32), "aBcDeFgHiJkLmNoPqRsTuVwXyZ012345"),
            hex(32).to_uppercase(),
            hex(40),
            hex(64),
            hex(128),
            format!("S:{}", hex(60).to_uppercase()),
            format!("0x0100{}", hex(48).to_uppercase()),
            digest(32),
            digest(64),
            hex(56),
            hex(96),
            // A character too few or too many, and what stands around one that was copied.
            BCRYPT[..59].to_owned(),
            format!("{BCRYPT}x"),
            BCRYPT.replace("$2b$", "$2$"),
            format!("\"{BCRYPT}\""),
            format!("'{BCRYPT}"),
            format!("\u{200b}{BCRYPT}"),
            format!("bcrypt:{BCRYPT}"),
            "sha256:1000:c2FsdA==:aGFzaGhhc2g=".to_owned(),
            format!("md5:{}", hex(32)),
            format!("{{PKCS5S2}}{}", STANDARD.encode([7_u8; 48])),
            format!("{{x-issha, 1024}}{}", STANDARD.encode([77_u8; 28])),
            format!("$shiro1$SHA-256$500000$c2FsdA==${}", STANDARD.encode([7_u8; 32])),
            digest(20),
            digest(16),
            // Whatever stands around a whole hash, and what was cut.
            format!("{{BLF-CRYPT}}{}", BCRYPT.replace("$2b$", "$2y$")),
            format!("b'{BCRYPT}'"),
            format!("{{\"type\":\"bcrypt\",\"hash\":\"{BCRYPT}\"}}"),
            "$2b$10$N9qo8uLOickgx2ZMRZoMye".to_owned(),
            BCRYPT[..40].replace("$2b$", "$2y$"),
            "$P$B12345678soDAlL/cBF321OPtemjM6"[..33].to_owned(),
            // Drupal, Dovecot, Node, MySQL 8, SQL Server 2012, Windows, BSD, Spring
            "U$S$DZjoJzlbeAv3mBcrl0Qm1TRGCkjR5pEK0RCzbVgfh6Mi".to_owned(),
            "{PBKDF2-SHA256}10000$abc$def".to_owned(),
            "pbkdf2-sha512$i=10000$abc$ZGVm".to_owned(),
            "pbkdf2$sha512$10000$abcd$ZGVm".to_owned(),
            format!("grub.pbkdf2.sha512.10000.{}.{}", hex(64), hex(128)),
            "$A$005$=zJ?|8<Wd`2Hq Xk~u3/Sn7ZLxH0e2yT3p5vJ9bLm1QwErTyUiOpAsD.5".to_owned(),
            format!("0x0200{}", hex(68).to_uppercase()),
            format!("$NT${}", hex(32)),
            format!("$future$v=1${}", "Zm9vYmFyYmF6cXV4MTIz"),
            "_J9..rasmBYk8r9AiWNc".to_owned(),
            "{noop}secret".to_owned(),
            "{PLAIN}secret".to_owned(),
            "X03MO1qnZdYdgyfeuILPmQ==".to_owned(),
            "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg".to_owned(),
            format!("{}:{}", hex(16), hex(64)),
            format!("{}.{}", hex(64), hex(16)),
            format!("c2NyeXB0AA4AAAAIAAAAAQ{}", "Ab1c".repeat(20)),
        ] {
            assert!(field_of_hash(&hash).is_some(), "{hash}");
        }
        for password in [
            "Pass1234word",
            "$ecret$2b$",
            "correct horse battery staple",
            "deadbeef",
            "",
            "{HELLO}",
            "{Hello}correcthorsebattery",
            "sha256:secret",
            "$2b$10$short",
            "'quoted'",
            "P@$$w0rd$1",
            "$Tr0ng$Pa$$word$2026",
            "$money$talks$loudlyandclearly",
            "$P$asswordIsVeryLong1",
            "kXw9QzTtRb3mNcVf8LpA",
            "kXw9QzTtRb3mNcVf8LpAkXw9QzTtRb3m",
            "zQ7mW2xK9fR4tB8nV3cL6pH1",
            "CorrectHorseBatteryStapleWindowMountainRi12",
            "correct-horse-battery-staple-window-mountai",
            "abbey.cable.dead.face",
            "1234567890123456",
            "{smile}{wink}hello",
            "{shadow}walker",
            "pbkdf2",
            "_underscored_and_long",
            "0xDEADBEEF",
            "!Important",
        ] {
            assert_eq!(field_of_hash(password), None, "{password}");
        }
    }

    #[test]
    fn the_parameters_of_firebase_are_read_as_its_console_shows_them() {
        let text = "hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: c2lnbmVy,\n  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 14,\n}\n";
        let parameters = parameters_of(text).unwrap();
        let expected = json!({"signerKey": "c2lnbmVy", "saltSeparator": "Bw==", "rounds": 8, "memory": 14});
        assert_eq!(parameters["firebase"], expected);
        let toml =
            "[firebase]\nsignerKey = \"c2lnbmVy\"\nsaltSeparator = \"Bw==\"\nrounds = 8\nmemory = 14\n";
        assert_eq!(parameters_of(toml).unwrap(), parameters);
        let hash = of_text("aGFzaA==", None, Some("c2FsdA=="), &parameters).unwrap();
        assert!(Hash::new(hash).is_ok());
        assert!(parameters_of("x").is_err());
        for other in [text.replace("SCRYPT", "HMAC_SHA256"), format!("{toml}algorithm = \"HMAC_SHA256\"\n")] {
            let why = parameters_of(&other).unwrap_err();
            assert!(why.starts_with("the algorithm of the hashes is `HMAC_SHA256`"), "{why}");
        }
    }
}
