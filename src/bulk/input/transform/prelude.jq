# Functions for programs that turn records into users. They come on top of those of jq.

# The value, unless there is nothing in it.
def filled: if . == null or . == "" or . == [] or . == {} then null else . end;

# The status of a user, by a field that says whether he may sign in. What says neither stays as it is, so that
# the check of the rows names it, and so is what says nothing: nobody is let in by a guess.
def allowed: yes | if . == true then "enabled" elif . == false then "disabled"
  elif filled == null then "not stated" else . end;

# The same by a field that says whether he may not. The name of the field keeps a word such as `active` from
# being read the wrong way round.
def barred($field): yes | if . == true then "disabled" elif . == false then "enabled"
  elif filled == null then "not stated" else "\($field) \(tostring)" end;

# What several fields together say: disabled if any of them says so.
def strictest: if any(. == "disabled") then "disabled"
  else ([.[] | select(. != "enabled" and . != "invited")][0]) // (if any(. == "invited") then "invited" else "enabled" end)
  end;

# JSON in a text; what is JSON already stays; null where it is neither.
def parsed: if type == "string" then (try fromjson catch null) else . end;

# An object as custom attributes, also one in a text.
def attributes: parsed | if type == "object" then flat else {} end;

# What is said of it where it is none.
def unread_attributes($name): if filled == null or (parsed | type == "object") then [] else ["\($name) that is no JSON object"] end;

# A list of what it holds: of one value a list of one, of nothing an empty one.
def list: if . == null or . == "" then [] elif type == "array" then . else [.] end;

# A row of a database without the words by which programs write that nothing is there.
def is_null: . == "NULL" or . == "\\N";
def without_nulls: if any(.[]; is_null) then with_entries(select(.value | is_null | not)) else . end;
def said_nulls: if any(.[]; is_null) then ["`NULL` and `\\N`, read as nothing"] else [] end;

# What is said of a phone number that is not carried over.
def left_out_phone($number; $phone):
  if ($number | filled) and $phone == null then ["phone numbers that are not of the form +15551234567"] else [] end;

# Whether a text is the name of an algorithm: anything else may be a secret, and is not named.
def is_hasher: type == "string"
  and test("^(argon2(id|i|d)?|bcrypt|scrypt|pbkdf2|phpass|md5|s?sha[0-9]*|hmac|ldap|firebase|crypt|awscognito|okta|auth0)([-_](sha[0-9]+|ssha|md5|utf[0-9]+|b64|peppered|salted|django|phpass|firebase|werkzeug|symfony))*$"; "i");

# The first value of a list, or the value.
def one: if type == "array" then .[0] else . end;

# Attributes of several fields: a list of pairs of what stands before their names, and their object. Of two that
# become the same attribute the later one stays.
def merged: reduce .[] as $part ({}; . + ($part[1] | attributes));

# What is said of those that do not stay.
def collided: . as $parts
  | [range(length) as $place
    | $parts[$place] as $part
    | ($part[1] | attributes) as $own
    | ($parts[$place + 1:] | merged) as $later
    | (($part[1] | parsed | collisions[]),
        ($own | keys_unsorted[] | . as $name | select($later[$name] != null and $later[$name] != $own[$name])))
    | "\($part[0])\(.) beside another that becomes the same attribute"];
