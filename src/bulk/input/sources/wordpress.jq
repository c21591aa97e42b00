# WordPress: rows of wp_users as CSV or JSON.

(if .user_pass then .user_pass | hashed else null end) as $hash
| {
    oldId: .ID,
    loginId: (.user_email // .user_login),
    additionalIdentifiers: [.user_login],
    email: .user_email,
    name: .display_name,
    status: "enabled",
    createdTime: (.user_registered | seconds),
    hashedPassword: $hash,
    leftOut: (
      if .user_pass and $hash == null
        then ["user_pass of " + (if .user_pass | startswith("$wp$") then "WordPress 6.8 (`$wp$`)"
          else "an unknown form" end)]
      else [] end)
  }
