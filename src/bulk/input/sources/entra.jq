# Microsoft Entra External ID and Azure AD B2C: `GET /users` of Microsoft Graph, or the CSV of the portal.
# Neither exports passwords.

(.identities // []) as $identities
| [$identities[] | select(.signInType == "emailAddress") | .issuerAssignedId][0] as $address
| [$identities[] | select(.signInType == "userName") | .issuerAssignedId][0] as $username
| ($address // .mail) as $email
| (.mobilePhone | phone) as $phone
| {
    oldId: .id,
    loginId: ($address // $username // .mail // .userPrincipalName),
    email: $email,
    phone: $phone,
    name: .displayName,
    givenName,
    familyName: .surname,
    status: (if (.accountEnabled | yes) == false then "disabled" else "enabled" end),
    createdTime: (.createdDateTime | seconds),
    customAttributes: (. as $user
      | reduce (keys_unsorted[] | select(startswith("extension_"))) as $key ({};
          # extension_<32 hexadecimal digits>_name
          . + {($key[43:]): $user[$key]})
      | . + {federatedIdentities: ([$identities[] | select(.signInType == "federated")
          | "\(.issuer):\(.issuerAssignedId)"] | join(","))}),
    leftOut: left_out_phone(.mobilePhone; $phone)
  }
