# Okta: `GET /api/v1/users`. Okta exports no passwords; groups come from other calls.

.profile as $profile
| ($profile.mobilePhone | phone) as $phone
# What is left of the profile.
| [["profile.", (reduce ("login", "email", "secondEmail", "displayName", "firstName", "middleName", "lastName",
    "mobilePhone") as $name ($profile; .[$name] = null))]] as $parts
| {
    oldId: .id,
    loginId: $profile.login,
    additionalIdentifiers: [$profile.email],
    email: $profile.email,
    phone: $phone,
    recoveryEmail: $profile.secondEmail,
    name: $profile.displayName,
    givenName: $profile.firstName,
    middleName: $profile.middleName,
    familyName: $profile.lastName,
    status: ((.status // "" | tostring | ascii_upcase) as $status
      | if $status == "ACTIVE" then "enabled"
        elif $status == "SUSPENDED" or $status == "DEPROVISIONED" or $status == "LOCKED_OUT" then "disabled"
        elif $status == "STAGED" or $status == "PROVISIONED" or $status == "RECOVERY"
          or $status == "PASSWORD_EXPIRED" then "invited"
        else (.status | filled) // "not stated" end),
    createdTime: .created,
    customAttributes: ($parts | merged),
    leftOut: (left_out_phone($profile.mobilePhone; $phone) + ($parts | collided))
  }
