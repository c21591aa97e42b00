# Functions for programs that turn records into users. They come on top of those of jq.

# The value, unless there is nothing in it.
def filled: if . == null or . == "" or . == [] or . == {} then null else . end;

# The text, true or false, or null: as exports write it.
def yes: if . == true or . == false then . elif . == null then null
  else (tostring | ascii_downcase | if . == "true" or . == "t" or . == "1" or . == "yes" then true
    elif . == "false" or . == "f" or . == "0" or . == "no" then false else null end) end;

# JSON in a text; what is JSON already stays; null where it is neither.
def parsed: if type == "string" then (try fromjson catch null) else . end;

# A list of what it holds: of one value a list of one, of nothing an empty one.
def list: if . == null or . == "" then [] elif type == "array" then . else [.] end;

# What is said of a phone number that is not carried over.
def left_out_phone($number; $phone):
  if ($number | filled) and $phone == null then ["phone numbers without a country code"] else [] end;

# The first value of a list, or the value.
def one: if type == "array" then .[0] else . end;
