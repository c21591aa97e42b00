# Firebase Authentication: `firebase auth:export users.json` or `users.csv`.
# The password hashes need the parameters of the project: --hash-config FILE.

(.phoneNumber | phone) as $phone
| (.customAttributes // {} | parsed) as $claims
| {
    oldId: .localId,
    loginId: (.email // $phone // .localId),
    email,
    verifiedEmail: (if .email then .emailVerified | yes else null end),
    phone: $phone,
    # Who has a phone number here has signed in with it.
    verifiedPhone: (if $phone then true else null end),
    name: .displayName,
    picture: .photoUrl,
    status: (if .disabled | yes then "disabled" else "enabled" end),
    createdTime: (.createdAt | seconds),
    customAttributes: ($claims | flat),
    leftOut: (left_out_phone(.phoneNumber; $phone)
      + if .passwordHash and $hashConfig.firebase == null then ["passwordHash (`--hash-config FILE` carries it over)"]
        else [] end)
  }
  + (if .passwordHash == null or $hashConfig.firebase == null then {} else {
      hashedPassword: {
        firebase: {
          hash: (.passwordHash | base64),
          salt: (.salt // "" | base64 // ""),
          saltSeparator: $hashConfig.firebase.saltSeparator,
          signerKey: $hashConfig.firebase.signerKey,
          memory: $hashConfig.firebase.memory,
          rounds: $hashConfig.firebase.rounds
        }
      }
    } end)
