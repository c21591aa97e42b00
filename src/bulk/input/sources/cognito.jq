# Amazon Cognito: `aws cognito-idp list-users`, or a table with the columns of `get-csv-header`.
# Cognito exports no passwords.

(if has("Attributes") then reduce .Attributes[] as $one ({}; . + {($one.Name): $one.Value}) else . end) as $fields
| (.Username // .["cognito:username"]) as $username
| if .UserStatus == "EXTERNAL_PROVIDER" then {leftOut: ["users of an external provider"]} else
  ($fields.phone_number | phone) as $phone
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
      status: (if (.Enabled | yes) == false or .UserStatus == "ARCHIVED" or .UserStatus == "COMPROMISED" then "disabled"
        elif .UserStatus == "FORCE_CHANGE_PASSWORD" or .UserStatus == "RESET_REQUIRED"
          or .UserStatus == "UNCONFIRMED" then "invited"
        else "enabled" end),
      createdTime: (.UserCreateDate | seconds),
      customAttributes: (reduce ($fields | keys_unsorted[]) as $name ({username: $username};
        if $name | startswith("custom:") then . + {($name[7:]): $fields[$name]}
        elif $name == "nickname" or $name == "preferred_username" or $name == "profile" or $name == "website"
          or $name == "gender" or $name == "birthdate" or $name == "zoneinfo" or $name == "locale"
          or $name == "address" then . + {($name): $fields[$name]}
        else . end)),
      leftOut: ((if $fields.identities then ["identities"] else [] end) + left_out_phone($fields.phone_number; $phone))
    }
  end
