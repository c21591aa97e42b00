# Clerk: the CSV of the dashboard (with password digests, without metadata), or JSON of the API or its command
# line (with metadata, without digests).

# Addresses in one cell: as a JSON list, or with a separator between them.
def several: if . == null then []
  elif type == "array" then .
  elif startswith("[") then parsed // []
  else gsub("[,;|]"; " ") / " " | map(select(. != "")) end;

def digest($left_out):
  if .password_digest == null then {leftOut: $left_out} else
  .password_hasher as $hasher
  | (.password_digest | hashed($hasher)) as $known
  | if $known then {hashedPassword: $known, leftOut: $left_out}
    else {leftOut: ($left_out + ["password_digest of \(if $hasher | is_hasher then $hasher else "an unknown hasher" end)"])} end
  end;

.primary_email_address_id as $email_id
| .primary_phone_number_id as $phone_id
| ((.email_addresses // []) | map(objects)) as $emails
| ((.phone_numbers // []) | map(objects)) as $phones
| def verified: select(.verification.status? == "verified");
  ((.verified_email_addresses | several) + [$emails[] | verified | .email_address]) as $verified_emails
| ((.verified_phone_numbers | several) + [$phones[] | verified | .phone_number]) as $verified_phones
| (.primary_email_address // [$emails[] | select(.id == $email_id) | .email_address][0]
    // $verified_emails[0]) as $email
| (.primary_phone_number // [$phones[] | select(.id == $phone_id) | .phone_number][0]
    // $verified_phones[0]) as $number
| ($number | phone) as $phone
# Users set the unsafe ones themselves.
| [["unsafe_metadata.", .unsafe_metadata], ["private_metadata.", .private_metadata],
    ["public_metadata.", .public_metadata]] as $parts
| {
    oldId: .id,
    loginId: ($email // $phone // .username),
    additionalIdentifiers: ($verified_emails + [$verified_phones[] | phone] + [.username]),
    email: $email,
    verifiedEmail: (if $email then $verified_emails | any(. == $email) else null end),
    phone: $phone,
    verifiedPhone: (if $phone then $verified_phones | any(phone == $phone) else null end),
    givenName: .first_name,
    familyName: .last_name,
    picture: .image_url,
    status: ([if has("banned") then .banned | barred("banned") else empty end,
      if has("locked") then .locked | barred("locked") else empty end] | strictest),
    createdTime: .created_at,
    seed: .totp_secret,
    customAttributes: ($parts | merged)
  }
  + digest(left_out_phone($number; $phone) + ($parts | collided)
      + (if $emails | any(.email_address != $email and .verification.status? != "verified")
        then ["further e-mail addresses that are not verified"] else [] end)
      + (if $phones | any(.phone_number != $number and .verification.status? != "verified")
        then ["further phone numbers that are not verified"] else [] end)
      + (.public_metadata | unread_attributes("public_metadata"))
      + (.unsafe_metadata | unread_attributes("unsafe_metadata"))
      + (.private_metadata | unread_attributes("private_metadata")))
