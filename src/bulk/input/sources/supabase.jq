# Supabase: rows of auth.users as CSV or JSON. The export of the dashboard has no password hashes.

if .deleted_at then {leftOut: ["deleted users"]} else
(.raw_user_meta_data // {} | parsed // {}) as $profile
| (.raw_app_meta_data // {} | parsed // {}) as $app
# Phone numbers stand there without the `+`.
| (if .phone == null then null elif .phone | startswith("+") then .phone | phone else "+" + .phone | phone end) as $phone
| {
    oldId: .id,
    loginId: (.email // $phone // .id),
    email,
    verifiedEmail: (if .email then .email_confirmed_at != null else null end),
    phone: $phone,
    verifiedPhone: (if $phone then .phone_confirmed_at != null else null end),
    name: ($profile.full_name // $profile.name // $profile.display_name),
    picture: ($profile.avatar_url // $profile.picture),
    status: (if .banned_until == null then "enabled"
      elif .banned_until == "infinity" or (.banned_until | seconds) > now then "disabled"
      else "enabled" end),
    createdTime: (.created_at | seconds),
    roleNames: ($app.role | list),
    customAttributes: (
      (reduce ("full_name", "name", "display_name", "avatar_url", "picture", "email", "email_verified", "phone",
          "phone_verified", "sub", "iss", "provider_id") as $key ($profile; .[$key] = null) | flat)
      + {connection: $app.provider})
  }
  + ((if .encrypted_password then .encrypted_password | hashed else null end) as $known
    | {
        hashedPassword: $known,
        leftOut: (left_out_phone(.phone; $phone)
          + if .encrypted_password and $known == null
            then ["encrypted_password of a form that is not carried over"] else [] end)
      })
end
