# Amazon Cognito: `aws cognito-idp list-users`, or a table with the columns of `get-csv-header`.
# Cognito exports no passwords.

def is_attribute: . as $name | ["nickname", "preferred_username", "profile", "website", "gender", "birthdate", "zoneinfo",
  "locale", "address"] | any(. == $name);

def is_field: . as $name | ["sub", "email", "email_verified", "phone_number", "phone_number_verified", "name", "given_name",
  "middle_name", "family_name", "picture"] | any(. == $name);

(if has("Attributes") then reduce .Attributes[] as $one ({}; . + {($one.Name): $one.Value}) else . end) as $fields
| (.Username // .["cognito:username"]) as $username
# Tables that people make hold the state under other names, or not at all.
| (if has("Enabled") then "Enabled" elif has("enabled") then "enabled" elif has("cognito:enabled") then "cognito:enabled"
  elif has("Attributes") or has("UserStatus") then "Enabled" else null end) as $enabled
| ([.UserStatus, .["cognito:user_status"], .user_status, .status]
  | map(select(filled != null)) | if . == [] then "" else .[0] | tostring | ascii_upcase end) as $state
| if $state == "EXTERNAL_PROVIDER" then {leftOut: ["users of an external provider"]} else
  ($fields.phone_number | phone) as $phone
  | def some(f): with_entries(select(.key | f));
    [["custom:", ($fields | some(startswith("custom:")) | with_entries(.key |= .[7:]))],
      ["", ($fields | some(is_attribute))], ["", {username: $username}]] as $parts
  | {
      oldId: ($fields.sub // $username),
      loginId: ($fields.email // $phone // $username),
      email: $fields.email,
      verifiedEmail: (if $fields.email then $fields.email_verified | yes else null end),
      phone: $phone,
      verifiedPhone: (if $phone then $fields.phone_number_verified | yes else null end),
      name: $fields.name,
      givenName: $fields.given_name,
      middleName: $fields.middle_name,
      familyName: $fields.family_name,
      picture: $fields.picture,
      status: ([
          if $enabled then .[$enabled] | allowed else empty end,
          if $state == "ARCHIVED" or $state == "COMPROMISED" then "disabled"
          elif $state == "FORCE_CHANGE_PASSWORD" or $state == "RESET_REQUIRED" or $state == "UNCONFIRMED" then "invited"
          elif $state == "CONFIRMED" or $state == "" then "enabled"
          else "UserStatus \($state)" end
        ] | strictest),
      createdTime: .UserCreateDate,
      customAttributes: ($parts | merged),
      leftOut: (
        # Of a table these are columns, which are counted anyway.
        (if has("Attributes") then [$fields | keys_unsorted[]
          | select((startswith("custom:") or is_attribute or is_field) | not)] else [] end)
        + left_out_phone($fields.phone_number; $phone) + ($parts | collided))
    }
  end
