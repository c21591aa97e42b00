# Descope: users as `user load`, `user search` and `user export` write them. Passwords and factors cannot be
# exported.

# A list, also as a table holds it: JSON in a text, or texts divided by semicolons.
def several: if . == null then [] elif type == "array" then .
  elif startswith("[") then (parsed // error("a list is no JSON"))
  else . / ";" | map(ltrimstr(" ")) end;

# Columns of a table such as customAttributes.plan.
def attributes: .customAttributes | if type == "object" then . elif type == "string" then parsed else null end;

. as $user
| (.loginIds | several) as $logins
| {
    oldId: .userId,
    loginId: (.loginId // $logins[0]),
    additionalIdentifiers: ((.additionalIdentifiers | several) + $logins),
    email,
    verifiedEmail: (.verifiedEmail | yes),
    phone,
    verifiedPhone: (.verifiedPhone | yes),
    name: (.name // .displayName),
    givenName,
    middleName,
    familyName,
    picture,
    status: ((.status | filled) // "not stated"),
    createdTime,
    roleNames: (.roleNames | several),
    userTenants: (.userTenants | several | map(if type == "object" then {tenantId, tenantName, roleNames} else . end)),
    familyAssociations: (.familyAssociations | several),
    ssoAppIds: (.ssoAppIds | several),
    recoveryEmail,
    verifiedRecoveryEmail: (.verifiedRecoveryEmail | yes),
    recoveryPhone,
    verifiedRecoveryPhone: (.verifiedRecoveryPhone | yes),
    test: (.test | yes | if . == false then null else . end),
    customAttributes: (attributes // (reduce (keys_unsorted[] | select(startswith("customAttributes."))) as $key ({};
      . + {($key[17:]): $user[$key]})))
  }
