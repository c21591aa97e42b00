# Supabase: rows of auth.users as CSV or JSON. The export of the dashboard has no password hashes.

def is_time: tostring | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}");

# Whether a time stands there that says so; what is no time stays as it is, so that the check of the rows names it.
def confirmed: if . == null then false elif is_time then true else yes end;

# What stands where a time of a deletion may stand, and is neither a time nor says that there is none.
def unclear: filled | if . == "null" or yes == false then null else . end;

said_nulls as $nulls
| without_nulls
| (.deleted_at | unclear) as $deleted
| if $deleted != null and ($deleted | is_time) then {leftOut: ["deleted users"]}
elif .is_anonymous | yes == true then {leftOut: ["anonymous users"]} else
(.raw_user_meta_data | parsed | objects // {}) as $profile
| (.raw_app_meta_data | parsed | objects // {}) as $app
# Phone numbers stand there without the `+`.
| (if .phone == null then null elif .phone | startswith("+") then .phone | phone else "+" + .phone | phone end) as $phone
| [["raw_user_meta_data.", reduce ("full_name", "name", "display_name", "avatar_url", "picture", "email",
    "email_verified", "phone", "phone_verified", "sub", "iss", "provider_id") as $key ($profile; .[$key] = null)],
  ["", {connection: $app.provider}]] as $parts
| {
    oldId: .id,
    loginId: (.email // $phone // .id),
    email,
    verifiedEmail: (if .email then .email_confirmed_at | confirmed else null end),
    phone: $phone,
    verifiedPhone: (if $phone then .phone_confirmed_at | confirmed else null end),
    name: ($profile.full_name // $profile.name // $profile.display_name),
    picture: ($profile.avatar_url // $profile.picture),
    status: (if $deleted != null then "deleted_at \($deleted)" else .banned_until
      | if filled == null or . == "null" then "enabled"
      elif . == "infinity" then "disabled"
      elif is_time then (if seconds > now then "disabled" else "enabled" end)
      else barred("banned_until") end end),
    createdTime: .created_at,
    roleNames: ($app.role | list),
    customAttributes: ($parts | merged)
  }
  + ((if .encrypted_password then .encrypted_password | hashed else null end) as $known
    | {
        hashedPassword: $known,
        leftOut: ($nulls + left_out_phone(.phone; $phone) + ($parts | collided)
          + (.raw_user_meta_data | unread_attributes("raw_user_meta_data"))
          + (.raw_app_meta_data | unread_attributes("raw_app_meta_data"))
          + [$app | keys_unsorted[] | select(. != "role" and . != "provider" and . != "providers")
            | "raw_app_meta_data.\(.)"]
          + if .encrypted_password and $known == null
            then ["encrypted_password of a form that is not carried over"] else [] end)
      })
end
