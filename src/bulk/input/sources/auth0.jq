# Auth0: records of a users export job or of the users API; or the export of password hashes alone.

# The first identifier of a kind, in a record of hashes, and whether it is verified.
def identifier($type): [(.identifiers // [])[] | select(.type == $type) | .value][0];
def is_verified($type): [(.identifiers // [])[] | select(.type == $type) | .verified][0];

def first_email: .email // identifier("email");

# A login ID for a further identity, as Descope's own migration makes it.
def identity_name($user):
  if (.connection // "") | startswith("Username") then .profileData.email // $user.email
  elif .connection == "sms" then .profileData.phone_number // $user.phone_number
  else ((.connection // .provider) / "-")[0] + "-" + (.user_id | tostring) end;

# Columns of a table such as user_metadata.plan.
def dotted($prefix): . as $row | reduce (keys_unsorted[] | select(startswith($prefix))) as $key
  ({}; . + {($key[($prefix | length):]): $row[$key]});

# The password, and what is left out.
def password($hash; $left_out):
  (if $hash == null then null else $hash | hashed end) as $known
  | {
      hashedPassword: $known,
      leftOut: ($left_out
        + if $hash != null and $known == null then ["passwordHash of a form that is not carried over"] else [] end)
    };

# The CSV has a mark before every text.
if .user_id // "" | startswith("'") then unmarked else . end
| if has("passwordHash") then
    first_email as $email
    | (identifier("phone_number") // identifier("phone")) as $number
    | ($number | phone) as $phone
    | {
        oldId: ("auth0|" + (.alt_id // ._id["$oid"])),
        loginId: ($email // $phone // identifier("username")),
        email: $email,
        phone: $phone,
        verifiedEmail: (if .email_verified != null then .email_verified
          else is_verified("email") end | yes),
        verifiedPhone: (if $phone then
          (if identifier("phone_number") then is_verified("phone_number") else is_verified("phone") end) | yes
          else null end),
        # These records do not say who was blocked.
        status: "enabled",
        customAttributes: {connection: .connection}
      }
      + password(.passwordHash; left_out_phone($number; $phone)
          + (if ($email // $phone) and identifier("username") then ["username"] else [] end))
  else
    . as $user
    | (.identities // [] | parsed) as $identities
    | (.phone_number | phone) as $phone
    | [["user_metadata.", (.user_metadata // dotted("user_metadata."))],
        ["app_metadata.", (.app_metadata // dotted("app_metadata."))],
        ["", {connection: ([$identities[].connection] | join(","))}]] as $parts
    | {
        oldId: .user_id,
        loginId: (.email // $phone // .username // .user_id),
        email,
        verifiedEmail: (if .email then .email_verified | yes else null end),
        phone: $phone,
        verifiedPhone: (if $phone then .phone_verified | yes else null end),
        name,
        givenName: .given_name,
        familyName: .family_name,
        picture,
        # Auth0 writes the field only for those who were blocked once.
        status: (if .blocked | filled == null then "enabled" else .blocked | barred("blocked") end),
        createdTime: .created_at,
        additionalIdentifiers: [$identities[1:][] | identity_name($user)],
        roleNames: [(.roles // [] | parsed | list)[] | .name? // .],
        userTenants: [(.organizations // [])[] | {tenantId: .id, tenantName: .display_name}],
        customAttributes: ($parts | merged)
      }
      + password($join.passwordHash; (if .username and (.email or $phone) then ["username"] else [] end)
          + left_out_phone(.phone_number; $phone) + ($parts | collided)
          + (.user_metadata | unread_attributes("user_metadata")) + (.app_metadata | unread_attributes("app_metadata")))
  end
