# Keycloak: `kc.sh export --users …`: {"realm": …, "users": […]}.

def own_role: startswith("default-roles-") or . == "offline_access" or . == "uma_authorization" | not;

def password:
  ((.secretData // "{}") | parsed // {}) as $secret
  | ((.credentialData // "{}") | parsed // {}) as $data
  | ($data.additionalParameters // {}) as $more
  | if $secret.value == null then null
    elif $data.algorithm == "argon2" and ($more.version[0] // "1.3") == "1.3" then {
        argon2: {
          hash: ($secret.value | base64),
          salt: ($secret.salt | base64),
          iterations: $data.hashIterations,
          memory: ($more.memory[0] | tonumber),
          threads: ($more.parallelism[0] | tonumber),
          type: ($more.type[0] // "id")
        }
      }
    elif $data.algorithm == "pbkdf2" or $data.algorithm == "pbkdf2-sha256" or $data.algorithm == "pbkdf2-sha512" then {
        pbkdf2: {
          hash: ($secret.value | base64),
          salt: ($secret.salt | base64),
          iterations: $data.hashIterations,
          type: (if $data.algorithm == "pbkdf2" then "sha1" else $data.algorithm[7:] end)
        }
      }
    else null end;

# Codes are made as authenticator apps do by default: others would never match.
def is_usual: ((.credentialData // "{}") | parsed // {}) as $data
  | ($data.subType // "totp") == "totp" and ($data.digits // 6) == 6 and ($data.period // 30) == 30
    and ($data.algorithm // "HmacSHA1") == "HmacSHA1";

def seed:
  ((.secretData // "{}") | parsed // {}).value as $value
  | if $value == null then null
    elif ((.credentialData // "{}") | parsed // {}).secretEncoding == "BASE32" then $value
    else $value | base32 end;

# Clients have users of their own there.
if .serviceAccountClientId then {leftOut: ["users of clients (service accounts)"]} else
(.credentials // []) as $credentials
| ([$credentials[] | select(.type == "password")][0]) as $password
| ([$credentials[] | select(.type == "otp")]) as $otps
| ([$otps[] | select(is_usual)][0]) as $otp
| (if $password then $password | password else null end) as $hash
| (.attributes // {}) as $attributes
| ($attributes.phoneNumber | one | phone) as $phone
| (.requiredActions // []) as $actions
| [["attributes.", (if $phone then $attributes | .phoneNumber = null else $attributes end
    | map_values(if type == "array" and length == 1 then .[0] else . end))]] as $parts
| {
    oldId: .id,
    loginId: .username,
    additionalIdentifiers: [.email],
    email,
    verifiedEmail: (if .email then .emailVerified | yes else null end),
    phone: $phone,
    givenName: .firstName,
    familyName: .lastName,
    status: ([(.enabled | allowed),
      if $actions | any(. == "UPDATE_PASSWORD" or . == "VERIFY_EMAIL") then "invited" else empty end] | strictest),
    createdTime: .createdTimestamp,
    roleNames: [(.realmRoles // [])[] | select(own_role)],
    customAttributes: ($parts | merged),
    hashedPassword: $hash,
    seed: (if $otp then $otp | seed else null end),
    leftOut: (
      ($parts | collided)
      + (if $password and $hash == null then ["password of a form that is not carried over"] else [] end)
      + (if $attributes.phoneNumber | one | filled and $phone == null
          then ["phoneNumber as phone: it has no country code, and stays an attribute"] else [] end)
      + (if ($otps | length) > ([$otp | values] | length) then ["further one-time passwords, or with other settings than 6 digits, 30 seconds and SHA-1"] else [] end)
      + (if $phone and ($attributes.phoneNumber | list | length) > 1 then ["further values of phoneNumber"] else [] end)
      + [$credentials[].type | select(. != "password" and . != "otp") | "credential \(.)"])
  }
end
