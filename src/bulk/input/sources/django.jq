# Django: rows of auth_user as CSV or JSON, or `manage.py dumpdata auth.user`.

said_nulls as $nulls
| without_nulls
| if has("model") and (.model | ascii_downcase | endswith("user") | not) then {leftOut: ["records of other models"]}
else
(if has("fields") then .pk as $id | .fields + {id: $id} else . end)
| (.password // "" | startswith("!")) as $is_unusable
| (if .password then .password | hashed else null end) as $hash
| {
    oldId: .id,
    loginId: ((.email | filled) // .username),
    email: (.email | filled),
    givenName: .first_name,
    familyName: .last_name,
    additionalIdentifiers: [.username],
    status: (.is_active | allowed),
    createdTime: .date_joined,
    hashedPassword: $hash,
    leftOut: ($nulls
      + if .password and $hash == null and ($is_unusable | not)
        then ["password of " + (if .password | test("^(pbkdf2_sha1|argon2|bcrypt|bcrypt_sha256|scrypt|md5|sha1|unsalted_sha1|crypt)[$].*[$]")
          then (.password / "$")[0] else "an unknown form" end)]
      else [] end)
  }
end
