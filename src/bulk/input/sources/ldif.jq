# LDAP directories as LDIF: `ldapsearch -LLL`, `slapcat`. Attributes come in lower case, each as a list.
# Active Directory gives no passwords. Groups are not taken.

(.mail | one) as $mail
| (.uid | one) as $uid
| ($mail // $uid // (.userprincipalname | one) // (.samaccountname | one)) as $login
| if $login == null then {leftOut: ["entries that are no users"]} else
  (.mobile | one) as $mobile
  | ($mobile // (.telephonenumber | one)) as $number
  | ($number | phone) as $phone
  | (.userpassword | one) as $password
  | (if $password == null then null else $password | hashed end) as $hash
  | {
      oldId: ((.entryuuid | one) // (.dn | one)),
      loginId: $login,
      additionalIdentifiers: [$uid],
      email: $mail,
      phone: $phone,
      name: (.cn | one),
      givenName: (.givenname | one),
      familyName: (.sn | one),
      # Bit 2 of Active Directory's flags.
      status: (if ((.useraccountcontrol | one) // "0" | tonumber) / 2 | floor % 2 == 1 then "disabled"
        else "enabled" end),
      createdTime: ((.createtimestamp | one) // (.whencreated | one) | seconds),
      hashedPassword: $hash,
      leftOut: (
        (if .mail | type == "array" and length > 1 then ["further mail addresses"] else [] end)
        + (if $password and $hash == null then ["userPassword of a form that is not carried over"] else [] end)
        + left_out_phone($number; $phone))
    }
  end
