# WordPress: rows of wp_users as CSV or JSON.

said_nulls as $nulls
| without_nulls
| (if .user_pass then .user_pass | hashed else null end) as $hash
| {
    oldId: .ID,
    loginId: (.user_email // .user_login),
    additionalIdentifiers: [.user_login],
    email: .user_email,
    name: .display_name,
    # The last two columns are those of a network of sites; plugins write a `user_status` of their own.
    status: ([(("user_status", "spam", "deleted", "suspended") as $name
      | .[$name] | if filled == null then empty else barred($name) end)] | strictest),
    # In UTC.
    createdTime: (.user_registered | if . == "0000-00-00 00:00:00" then null else seconds end),
    hashedPassword: $hash,
    leftOut: ($nulls
      + if .user_pass and $hash == null
        then ["user_pass of " + (if .user_pass | startswith("$wp$") then "WordPress 6.8 (`$wp$`)"
          else "an unknown form" end)]
      else [] end)
  }
