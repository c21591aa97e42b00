# Google Workspace: the CSV of the Admin console, GAM, or `users.list` of the Directory API.
# Google exports no passwords; organizational units are not taken.

# GAM writes lists as columns of their own: aliases.0, aliases.1, phones.0.type, phones.0.value.
def columns($start): . as $row | [keys_unsorted[] | select(startswith($start)) | {key: .[($start | length):], value: $row[.]}];
# Of aliases in one cell, or of their number there.
def aliases: if (.aliases | type) == "array" then .aliases
  else ((.aliases // "" | tostring | gsub("[,;]"; " ")) / " " | map(select(contains("@")))) + (columns("aliases.") | map(.value)) end;
def phones: . as $row
  | if (.phones | type) == "array" then .phones
    else [columns("phones.")[] | select(.key | endswith(".type"))
      | {type: .value, value: $row["phones." + (.key | rtrimstr(".type")) + ".value"]}] end;
def schemas: if (.customSchemas | type) == "object" then [["customSchemas.", .customSchemas]]
  else columns("customSchemas.") | map(["customSchemas.", {(.key / "." | join("_")): .value}]) end;

# GAM can write each user as JSON in a column.
(if (.JSON | type) == "string" then (.JSON | parsed // error("a user is no JSON")) else . end)
# Titles such as `Email Address [Required]` without what stands in brackets.
| (. as $row | reduce keys_unsorted[] as $key ({}; . + {(($key / " [")[0]): $row[$key]})) as $row
| ($row.primaryEmail // $row["Email Address"]) as $email
| ([phones[] | select(.type? == "mobile") | .value][0] // $row["Mobile Phone"]) as $number
| ($number | phone) as $phone
| ($row.recoveryPhone // $row["Recovery Phone"]) as $recovery
# A file that was made for upload has no other status.
| (if $row | has("Status") then $row.Status else $row["New Status"] end // "" | tostring) as $said
| ($said | ascii_downcase) as $status
| (schemas + [["", {employeeId: $row["Employee ID"]}]]) as $parts
| {
    oldId: ($row.id | strings // null),
    loginId: $email,
    additionalIdentifiers: aliases,
    email: $email,
    phone: $phone,
    recoveryEmail: ($row.recoveryEmail // $row["Recovery Email"]),
    recoveryPhone: ($recovery | phone),
    name: (.name.fullName? // $row["name.fullName"]),
    givenName: (.name.givenName? // $row["First Name"] // $row["name.givenName"]),
    familyName: (.name.familyName? // $row["Last Name"] // $row["name.familyName"]),
    # The console writes the status in its own language.
    status: ([
        if $row | has("Status") or (has("suspended") | not) then
          if ["active", "aktiv", "actif", "actifs", "activo", "activa"] | any(. == $status) then "enabled"
          elif ["suspended", "archived", "inactive", "suspendiert", "gesperrt", "archiviert", "inaktiv", "suspendu",
            "archivé", "inactif", "suspendido", "archivado", "inactivo"] | any(. == $status) then "disabled"
          elif $status == "" then "not stated" else "Status \($said)" end
        else empty end,
        if $row | has("suspended") then $row.suspended | barred("suspended") else empty end,
        if $row | has("archived") then $row.archived | barred("archived") else empty end
      ] | strictest),
    createdTime: $row.creationTime,
    customAttributes: ($parts | merged),
    leftOut: (($parts | collided) + [phones[] | select(.value != $number) | "phones of type \(.type)"]
      + left_out_phone($number; $phone) + left_out_phone($recovery; $recovery | phone))
  }
