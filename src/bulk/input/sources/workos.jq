# WorkOS: users of the API, or users.csv of its migration package (with password hashes and organizations).

def several: if . == null then []
  elif type == "array" then .
  elif startswith("[") then parsed // []
  else gsub("[,;|]"; " ") / " " | map(select(. != "")) end;

(.metadata // {} | parsed // {}) as $metadata
| (.org_id // .org_external_id) as $organization
| {
    oldId: (.id // .external_id),
    loginId: .email,
    email,
    verifiedEmail: (.email_verified | yes),
    givenName: .first_name,
    familyName: .last_name,
    picture: .profile_picture_url,
    status: "enabled",
    createdTime: (.created_at | seconds),
    roleNames: (if $organization then [] else .role_slugs | several end),
    userTenants: (if $organization
      then [{tenantId: $organization, tenantName: .org_name, roleNames: (.role_slugs | several)}] else [] end),
    customAttributes: ($metadata | flat)
  }
  + (if .password_hash == null then {} else
    (if .password_hash_type == "md5" then {md5: {hash: .password_hash}} else .password_hash | hashed end) as $known
    | if $known then {hashedPassword: $known}
      else {leftOut: ["password_hash of \(.password_hash_type // "an unknown type")"]} end
    end)
