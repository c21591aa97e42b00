# WorkOS: users of the API, or users.csv of its migration package (with password hashes and organizations). There a user
# has a row for each of his organizations; the rows come together, the first with the others in `otherRecords`.

def several: if . == null then []
  elif type == "array" then .
  elif startswith("[") then parsed // []
  else gsub("[,;|]"; " ") / " " | map(select(. != "")) end;

def organization: .org_id // .org_external_id;

# What rows say of their user must be the same in all of them that say it.
def agreed: . as $rows
  | if length == 1 then . elif all(("id", "external_id", "first_name", "last_name", "email_verified", "profile_picture_url", "created_at",
      "metadata", "password_hash", "password_hash_type");
      . as $name | [$rows[][$name] | select(filled != null)] | unique | length < 2)
    then . else error("the records of this user contradict each other") end;

# Each tenant once, with the roles of all its rows.
def tenants: reduce .[] as $one ([];
  if any(.tenantId == $one.tenantId)
  then map(if .tenantId == $one.tenantId then .roleNames = ((.roleNames + $one.roleNames) | unique) else . end)
  else . + [$one] end);

([., (.otherRecords // [])[]] | agreed) as $rows
| if .otherRecords then reduce $rows[] as $row ({}; ($row | with_entries(select(.value | filled != null))) + .) else . end
| {
    oldId: (.id // .external_id),
    loginId: .email,
    email,
    verifiedEmail: (.email_verified | yes),
    givenName: .first_name,
    familyName: .last_name,
    picture: .profile_picture_url,
    status: "enabled",
    createdTime: .created_at,
    roleNames: ([$rows[] | select(organization == null) | .role_slugs | several[]] | unique),
    userTenants: ([$rows[] | select(organization)
      | {tenantId: organization, tenantName: .org_name, roleNames: (.role_slugs | several)}] | tenants),
    customAttributes: (.metadata | attributes)
  }
  + (.password_hash_type as $type
    | (if .password_hash then .password_hash | hashed($type) else null end) as $hash
    | {
        hashedPassword: $hash,
        leftOut: ((.metadata | unread_attributes("metadata")) + ([["metadata.", .metadata]] | collided)
          + (if .org_id and .org_external_id then ["org_external_id beside org_id"] else [] end)
          + (if .password_hash and $hash == null then ["password_hash of \(if $type | is_hasher then $type else "an unknown type" end)"] else [] end))
      })
