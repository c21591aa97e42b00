# Google Workspace: the CSV of the Admin console, GAM, or `users.list` of the Directory API.
# Google exports no passwords; organizational units are not taken.

# Titles such as `Email Address [Required]` without what stands in brackets.
(. as $row | reduce keys_unsorted[] as $key ({}; . + {(($key / " [")[0]): $row[$key]})) as $row
| ($row.primaryEmail // $row["Email Address"]) as $email
| ([(.phones // [])[]? | select(.type == "mobile") | .value][0] // $row["Mobile Phone"]) as $number
| ($number | phone) as $phone
| ($row.recoveryPhone // $row["Recovery Phone"]) as $recovery
| ($row.Status // "" | ascii_downcase) as $status
| {
    oldId: ($row.id | strings // null),
    loginId: $email,
    additionalIdentifiers: ($row.aliases | if type == "array" then . else [] end),
    email: $email,
    phone: $phone,
    recoveryEmail: ($row.recoveryEmail // $row["Recovery Email"]),
    recoveryPhone: ($recovery | phone),
    name: .name.fullName?,
    givenName: (.name.givenName? // $row["First Name"] // $row["name.givenName"]),
    familyName: (.name.familyName? // $row["Last Name"] // $row["name.familyName"]),
    # What is not known to be active is not let in; the console writes the status in its own language.
    status: (if (["", "active", "aktiv", "actif", "activo"] | index([$status]) | . == null) or ($row.suspended | yes) or ($row.archived | yes) then "disabled"
      else "enabled" end),
    createdTime: ($row.creationTime | seconds),
    customAttributes: ((.customSchemas // {} | flat) + {employeeId: $row["Employee ID"]}),
    leftOut: (left_out_phone($number; $phone) + left_out_phone($recovery; $recovery | phone))
  }
