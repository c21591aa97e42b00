# Microsoft Entra External ID and Azure AD B2C: `GET /users` of Microsoft Graph, or the CSV of the portal.
# Neither exports passwords.

(.identities // []) as $identities
| [$identities[] | select(.signInType == "emailAddress") | .issuerAssignedId] as $addresses
| [$identities[] | select(.signInType == "userName") | .issuerAssignedId] as $usernames
| $addresses[0] as $address
| $usernames[0] as $username
| ($address // .mail) as $email
| (.mobilePhone | phone) as $phone
| . as $user
# extension_<32 hexadecimal digits>_name
| ([keys_unsorted[] | select(startswith("extension_"))
    | (if test("^extension_[0-9A-Fa-f]{32}_.") then 43 else 0 end) as $start
    | [.[:$start], {(.[$start:]): $user[.]}]]
  + [["", {federatedIdentities: ([$identities[] | select(.signInType == "federated")
      | "\(.issuer):\(.issuerAssignedId)"] | join(","))}]]) as $parts
| {
    oldId: .id,
    loginId: ($address // $username // .mail // .userPrincipalName),
    # Further names with which he has signed in.
    additionalIdentifiers: ($addresses + $usernames),
    email: $email,
    phone: $phone,
    name: .displayName,
    givenName,
    familyName: .surname,
    status: (.accountEnabled | allowed),
    createdTime: .createdDateTime,
    customAttributes: ($parts | merged),
    leftOut: (($parts | collided) + left_out_phone(.mobilePhone; $phone)
      + (if .mail and .mail != $email then ["mail beside the address of the identity"] else [] end)
      + (if .userPrincipalName and ($address // $username // .mail) then ["userPrincipalName"] else [] end))
  }
