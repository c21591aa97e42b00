"""What the contract says about names: fields that go by two, and whether a user ID is taken for a login ID."""

from pathlib import Path

import pytest
import yaml
from test_change import ALICE, BOB

CONTRACT = yaml.safe_load((Path(__file__).parents[2] / "contract" / "user-management.openapi.yaml").read_text())
USER_IDS = {"bob": BOB, "alice@example.com": ALICE, "tester@example.com": "U2ExampleTest000000000000004"}

# A value for every field that an operation wants, or that has two names.
VALUES = {
    "familyAssociations": [{"familyId": "smith"}],
    "familyIds": ["smith"],
    "loginId": "bob",
    "userId": BOB,
    "userIds": [BOB],
    "email": "new@example.com",
    "phone": "+15550100042",
    "name": "Robert",
    "status": "enabled",
    "tenantId": "acme",
    "roleNames": ["viewer"],
    "ssoAppIds": ["crm"],
    "password": "correct-horse",
    "newLoginId": "robert",
    "picture": "https://example.com/b.png",
    "attributeKey": "plan",
    "attributeValue": "pro",
    "recoveryEmail": "home@example.com",
    "recoveryPhone": "+15550100043",
    "impersonationConsent": 5,
    "credentialId": "passkey-laptop",
    "devices": [],
    "identifiers": ["bob"],
    "deviceIds": ["device-laptop"],
    "source": "auth0",
    "attributes": [{"name": "team", "type": 1}],
    "names": ["plan"],
    "deliveryMethod": "email",
    "impersonatorId": ALICE,
    "validateConsent": False,
    "additionalIdentifiers": ["robert", "rob"],
    "redirectUrl": "https://example.com/in",
}
# What is another one in each reply.
VARYING = {"userId", "createdTime", "modifiedTime", "code", "link", "pendingRef", "token"}


def resolved(schema):
    while "$ref" in schema:
        schema = CONTRACT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def parts(schema):
    """The schema and those it is made of."""
    schema = resolved(schema)
    yield schema
    for part in schema.get("allOf", []):
        yield from parts(part)


def fields(schema):
    return {name: field for part in parts(schema) for name, field in part.get("properties", {}).items()}


def least(path, schema):
    """A body with what the operation wants, about a user for whom it works."""
    body = {name: VALUES[name] for part in parts(schema) for name in part.get("required", []) if name != "users"}
    if "create" in path and "customattribute" not in path:
        body.update(loginId="dana", email="dana@example.com")
    elif "signup" in path:
        body["loginId"] = "dana"
    elif "tests/generate" in path:
        body["loginId"] = "tester@example.com"
    elif "passkey" in path:
        body["loginId"] = "alice@example.com"
    return body


def requests():
    """Every operation with a body: method, path, the schema, and whether that is of an entry of a batch."""
    for path, item in CONTRACT["paths"].items():
        for method, operation in item.items():
            if "requestBody" not in operation:
                continue
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            yield method, path, schema, False
            users = resolved(fields(schema).get("users", {})).get("items")
            if users:
                yield method, path, users, True


ALIASES = [
    pytest.param(method, path, schema, is_entry, name, alias, id=f"{path}-{alias}{'-entry' * is_entry}")
    for method, path, schema, is_entry in requests()
    for name, field in fields(schema).items()
    for alias in field.get("x-wire-aliases", [])
]
KINDS = [
    pytest.param(method, path, schema, field["x-identifier-kind"], id=path)
    for method, path, schema, is_entry in requests()
    for name, field in fields(schema).items()
    if name == "loginId" and "x-identifier-kind" in field and not is_entry
    # These make users, or need what only one kind of user has.
    and "create" not in path and "signup" not in path
]


def without_varying(value):
    if isinstance(value, dict):
        return {name: without_varying(each) for name, each in value.items() if name not in VARYING}
    return [without_varying(each) for each in value] if isinstance(value, list) else value


def test_the_contract_was_understood():
    assert len(ALIASES) >= 49 and len(KINDS) >= 30


@pytest.mark.parametrize("method, path, schema, is_entry, name, alias", ALIASES)
def test_both_names_do_the_same_but_not_together(http, fresh_again, method, path, schema, is_entry, name, alias):
    # Patches take null for no list at all.
    others = {} if "patch" in path and name == "ssoAppIds" else {name: None, alias: None}

    def send(**names):
        body = {**least(path, schema), **others, **names}
        return http.request(method, path, json={"users": [body]} if is_entry else body)

    value = least(path, schema).get(name, VALUES[name])
    replies = []
    for given in [name, alias]:
        reply = send(**{given: value})
        assert reply.status_code == 200, reply.text
        replies.append(without_varying(reply.json()))
        fresh_again()
    assert replies[0] == replies[1]
    assert send(**{name: value, alias: value}).status_code == 400


@pytest.mark.parametrize("method, path, schema, kind", KINDS)
def test_a_user_id_is_taken_where_the_contract_says_so(http, method, path, schema, kind):
    body = least(path, schema)
    body["loginId"] = USER_IDS[body.get("loginId", "bob")]
    reply = http.request(method, path, json=body)
    assert reply.status_code == (200 if kind == "loginIdOrUserId" else 404), reply.text
