# LDAP directories as LDIF: `ldapsearch -LLL`, `slapcat`. Attributes come in lower case, each as a list.
# Active Directory gives no passwords. Groups are not taken.

def number: try tonumber catch null;

# Each of several values, of which one is enough to block a user.
def each: if type == "array" and . != [] then .[] else one end;

# Groups and machines may have names and addresses, too.
def is_no_user: .objectclass | list | any(ascii_downcase | startswith("group") or endswith("group") or endswith("mailalias") or . == "computer" or . == "room" or . == "device"
  or . == "contact" or . == "organizationalunit" or . == "organization" or . == "domain" or . == "foreignsecurityprincipal");

(.mail | one) as $mail
| (.uid | one) as $uid
| ($mail // $uid // (.userprincipalname | one) // (.samaccountname | one)) as $login
| if $login == null or is_no_user then {leftOut: ["entries that are no users"]} else
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
      status: ([
          # Active Directory: bit 2 of the flags, and the time at which an account ends, in tenths of microseconds
          # since 1601.
          (.useraccountcontrol | each | if . == null then empty
            elif number == null then "userAccountControl \(.)"
            elif number / 2 | floor % 2 == 1 then "disabled" else "enabled" end),
          (.accountexpires | each | if . == null or . == "0" or . == "9223372036854775807" then empty
            elif number == null then "accountExpires \(.)"
            elif number / 10000000 - 11644473600 < now then "disabled" else empty end),
          if .samaccountname and .useraccountcontrol == null and .["msds-useraccountdisabled"] == null then "not stated"
          else empty end,
          # 389 Directory Server and FreeIPA, eDirectory, PingDirectory, AD LDS
          (("nsAccountLock", "loginDisabled", "ds-pwp-account-disabled", "msDS-UserAccountDisabled") as $name
            | .[$name | ascii_downcase] | if . == null then empty else each | barred($name) end),
          # OpenLDAP: the time since when it is locked
          if .pwdaccountlockedtime then "disabled" else empty end,
          (.inetuserstatus | each | if . == null then empty elif ascii_downcase == "active" then "enabled"
            elif ascii_downcase == "inactive" or ascii_downcase == "deleted" then "disabled"
            else "inetUserStatus \(.)" end),
          # The day since 1970 at which it ends
          (.shadowexpire | each | if . == null then empty
            elif number == null then "shadowExpire \(.)"
            elif number >= 0 and number * 86400 < now then "disabled" else empty end),
          # A lock in front of a hash, as `usermod -L` puts it
          (.userpassword | list | if any(test("^([{][a-zA-Z]*[}])?!")) then "disabled" else empty end),
          # Samba: D is disabled, L locked
          (.sambaacctflags | each | if . == null then empty elif test("[DL]") then "disabled" else empty end)
        ] | strictest),
      createdTime: ((.createtimestamp | one) // (.whencreated | one) | seconds),
      hashedPassword: $hash,
      leftOut: (
        # Of several values the first one is taken.
        [("mail", "uid", "mobile", "telephonenumber", "cn", "sn", "givenname", "userpassword") as $name
          | select(.[$name] | type == "array" and length > 1) | "further values of \($name)"]
        + (if $mobile and .telephonenumber then ["telephonenumber beside mobile"] else [] end)
        + [("userprincipalname", "samaccountname") as $name | .[$name] | one | select(. and . != $login) | $name]
        + (if $password and $hash == null then ["userPassword of a form that is not carried over"] else [] end)
        + left_out_phone($number; $phone))
    }
  end
