# Firebase Authentication: `firebase auth:export users.json` or `users.csv`.
# The password hashes need the parameters of the project: --hash-config FILE.

(.phoneNumber | phone) as $phone
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
    # Firebase leaves the field out, or the cell empty, where nobody has disabled the user.
    status: (if .disabled | filled == null then "enabled" else .disabled | barred("disabled") end),
    createdTime: .createdAt,
    customAttributes: (.customAttributes | attributes),
    leftOut: (left_out_phone(.phoneNumber; $phone) + (.customAttributes | unread_attributes("customAttributes"))
      + ([["customAttributes.", .customAttributes]] | collided)
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
