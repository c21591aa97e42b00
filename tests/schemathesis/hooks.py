"""Makes random requests likely to mean something: they name users, roles and tenants that exist."""

import json
import os
import urllib.request
from pathlib import Path
from random import Random

import schemathesis
from hypothesis import strategies

SEED = Path(__file__).parent.parent / "sdk" / "seed.json"
AUTHORIZATION = os.environ["EMULATOR_AUTHORIZATION"]
BASE_URL = os.environ["EMULATOR_URL"]

LOGIN_IDS = ["alice@example.com", "bob", "bob@example.com", "+1-555-010-0003", "tester@example.com"]
USER_IDS = ["U2ExampleAlice00000000000001", "U2ExampleBob0000000000000002", "U2ExampleTest000000000000004"]
EMAILS = ["new@example.com", "alice@example.com", ""]
PHONES = ["+15550100042", "+1 (555) 010-0001", ""]
TIMES = [0, 1, 1767312000000, 4102444800000]

# What a field may hold beside what its schema says.
KNOWN = {
    "loginId": LOGIN_IDS + USER_IDS,
    "identifiers": LOGIN_IDS,
    "loginIds": LOGIN_IDS,
    "userId": USER_IDS,
    "userIds": USER_IDS,
    "impersonatorId": ["alice@example.com"],
    "newLoginId": ["robert", "alice@example.com", ""],
    "additionalIdentifiers": ["dana", "bob"],
    "email": EMAILS,
    "emails": EMAILS,
    "phone": PHONES,
    "phones": PHONES,
    "recoveryEmail": EMAILS,
    "recoveryPhone": PHONES,
    "password": ["correct-horse", "short"],
    "tenantId": ["acme", "globex", ""],
    "selectedTenant": ["acme", ""],
    "selectedTenantId": ["acme", ""],
    "tenantIds": ["acme", "globex"],
    "roleNames": ["admin", "viewer", "auditor"],
    "ssoAppIds": ["crm", "wiki"],
    "attributeKey": ["plan", "seats", "beta"],
    "attributeValue": ["pro", 3, True, None],
    "customAttributes": [{"plan": "pro"}, {"seats": 3, "beta": True}, {"plan": None}, {}],
    "credentialId": ["passkey-laptop"],
    "deviceIds": ["device-laptop"],
    "provider": ["google"],
    "source": ["auth0"],
    "status": ["enabled", "disabled", "invited", "expired"],
    "text": ["example", "a", "%", '"', ""],
    "field": ["id", "createdTime", "tenant", "displayName"],
    "invite": [True, False],
    "newPassword": ["battery-staple"],
    "limit": [0, 1, 100],
    "page": [0, 1, 2147483647],
    "timeout": [0, 60],
    "fromCreatedTime": TIMES,
    "toCreatedTime": TIMES,
    "fromModifiedTime": TIMES,
    "toModifiedTime": TIMES,
}

NOBODY_YET = ["dana", "erin@example.com", "+15550100077"]

# What fits some paths better, by a part of the path; the first that fits counts.
BY_PATH = {
    "signup-in": {"loginId": NOBODY_YET + LOGIN_IDS},
    "signup": {"loginId": NOBODY_YET},
    "/create": {"loginId": NOBODY_YET, "additionalIdentifiers": ["frank", "grace"]},
    "/tests/generate/": {"loginId": ["tester@example.com"]},
    "impersonate": {"loginId": ["bob"]},
    "stop/impersonation": {"jwt": []},
    "provider/token": {"loginId": ["alice@example.com"]},
    "passkey/delete": {"loginId": ["alice@example.com"]},
    "update/loginid": {"loginId": LOGIN_IDS},
    "tenant/delete": {"id": ["acme", "globex"]},
    "role/delete": {"name": ["admin", "viewer"], "tenantId": [""]},
    "customattribute": {"name": ["plan", "team", "size"], "names": ["plan", "seats"], "type": [1, 2, 3, "string"]},
}


def post(path, body):
    request = urllib.request.Request(BASE_URL + path, body, {"Authorization": AUTHORIZATION}, method="POST")
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def start_anew():
    """The users of the seed and no others, and tokens that are good."""
    post("/_emulator/reset", b"")
    post("/_emulator/seed", SEED.read_bytes())
    tokens = post("/v1/mgmt/auth/signin", b'{"loginId": "alice@example.com"}')
    impersonation = {"loginId": "bob", "impersonatorId": "alice@example.com"}
    acting = post("/v1/mgmt/impersonate", json.dumps(impersonation).encode())
    KNOWN["jwt"] = [tokens["sessionJwt"], tokens["refreshJwt"]]
    BY_PATH["stop/impersonation"]["jwt"] = [acting["jwt"]]


def likely(random, chance, known, value, name=None):
    """The value with some of its fields, or all, set to what exists."""
    if isinstance(value, dict) and name not in known:
        return {key: likely(random, chance, known, each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [likely(random, chance, known, each, name) for each in value]
    if known.get(name) and random.random() < chance:
        return random.choice(known[name])
    return value


def before_generate(context, strategy):
    path = context.operation.path
    better = next((names for part, names in BY_PATH.items() if part in path), {})
    known = {**KNOWN, **better}

    def fill(seed, value):
        random = Random(f"{seed} {value!r}")
        return likely(random, random.choice([1, 1, 0.8, 0.5, 0]), known, value)

    return strategies.builds(fill, strategies.integers(0, 2**32), strategy)


@schemathesis.hook
def before_generate_body(context, strategy):
    return before_generate(context, strategy)


@schemathesis.hook
def before_generate_query(context, strategy):
    return before_generate(context, strategy)


calls = 0


@schemathesis.hook
def before_call(context, case, kwargs):
    """Other calls have deleted users and ended sessions, so all begins anew now and then."""
    global calls
    if calls % 20 == 0:
        start_anew()
    calls += 1
