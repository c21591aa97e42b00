"""Creating, inviting and importing users; each is then looked up without the SDK."""

import base64
import hashlib
import json

import pytest
from conftest import fails
from descope import (
    AssociatedFamily,
    AssociatedTenant,
    UserObj,
    UserPassword,
    UserPasswordBcrypt,
    UserPasswordDjango,
    UserPasswordFirebase,
    UserPasswordPbkdf2,
)

EVERYTHING = {
    "email": "dana@example.com",
    "phone": "+1-555-010-0010",
    "display_name": "Dana Example",
    "given_name": "Dana",
    "middle_name": "Q",
    "family_name": "Example",
    "role_names": ["viewer"],
    "user_tenants": [AssociatedTenant("acme", ["auditor"]), AssociatedTenant("globex")],
    "family_associations": [AssociatedFamily("smith", ["viewer"]), AssociatedFamily("jones")],
    "picture": "https://example.com/dana.png",
    "custom_attributes": {"plan": "pro", "seats": 3, "beta": True},
    "verified_email": True,
    "verified_phone": False,
    "additional_login_ids": ["dana", "dana+work@example.com"],
    "sso_app_ids": ["crm", "wiki"],
}


def is_everything(user):
    """The user has all of EVERYTHING."""
    assert user["loginIds"] == user["externalIds"]
    assert sorted(user["loginIds"]) == ["dana", "dana+work@example.com", "dana@example.com"]
    assert (user["email"], user["verifiedEmail"]) == ("dana@example.com", True)
    assert (user["phone"], user["verifiedPhone"]) == ("+15550100010", False)
    assert (user["name"], user["givenName"]) == ("Dana Example", "Dana")
    assert (user["middleName"], user["familyName"]) == ("Q", "Example")
    assert user["roleNames"] == ["viewer"]
    tenants = {tenant["tenantId"]: tenant["roleNames"] for tenant in user["userTenants"]}
    assert tenants == {"acme": ["auditor"], "globex": []}
    families = {family["familyId"]: family["roleNames"] for family in user["familyAssociations"]}
    assert families == {"smith": ["viewer"], "jones": []}
    assert user["picture"] == "https://example.com/dana.png"
    assert user["customAttributes"] == {"plan": "pro", "seats": 3, "beta": True}
    assert sorted(user["ssoAppIds"]) == ["crm", "wiki"]


def test_create_needs_an_email_or_a_phone(user, exists):
    with fails("E011002"):
        user.create("dana")
    assert not exists("dana")


def test_create_with_least(user, loaded):
    reply = user.create("dana", phone="+15550100010")
    assert reply["created"] is True
    dana = loaded("dana")
    assert dana["userId"] == reply["user"]["userId"]
    assert dana["status"] == "invited"
    assert (dana["name"], dana["email"], dana["verifiedPhone"]) == ("", "", False)
    assert dana["roleNames"] == dana["userTenants"] == dana["ssoAppIds"] == []
    assert dana["customAttributes"] == {}
    assert dana["test"] is False


def test_create_with_every_argument(user, loaded, outbox):
    user.create("dana@example.com", **EVERYTHING, invite_url="https://example.com/welcome", status="enabled")
    dana = loaded("dana@example.com")
    is_everything(dana)
    assert dana["status"] == "enabled"
    assert loaded("dana+work@example.com") == loaded("dana") == dana
    assert outbox() == [], "a create without invite sends nothing"


def test_create_refuses_a_login_id_that_is_taken(user):
    with fails("E062107", 409):
        user.create("alice@example.com", email="other@example.com")


@pytest.mark.parametrize(
    "wrong",
    [
        {"role_names": ["no-such-role"]},
        {"user_tenants": [AssociatedTenant("no-such-tenant")]},
        {"sso_app_ids": ["no-such-app"]},
        {"custom_attributes": {"no-such-attribute": 1}},
        {"custom_attributes": {"seats": "many"}},
        {"email": "not an email"},
        {"phone": "call me"},
    ],
    ids=str,
)
def test_create_refuses_what_does_not_exist_or_fit(user, exists, wrong):
    with fails("E011003", 400):
        user.create("dana", **{"email": "dana@example.com", **wrong})
    assert not exists("dana")


def test_create_test_user_with_least(user, loaded, http):
    with fails("E011002"):
        user.create_test_user("dana")
    user.create_test_user("dana", email="dana@example.com")
    assert loaded("dana")["test"] is True
    found = http.post("/v2/mgmt/user/search", json={}).json()["users"]
    assert "dana" not in [login_id for user in found for login_id in user["loginIds"]]


def test_create_test_user_with_every_argument(user, loaded):
    user.create_test_user(
        "dana@example.com", **EVERYTHING, invite_url="https://example.com/welcome", status="disabled"
    )
    dana = loaded("dana")
    is_everything(dana)
    assert (dana["test"], dana["status"]) == (True, "disabled")


def test_invite_with_least(user, loaded, outbox):
    reply = user.invite("dana@example.com")
    assert reply["created"] is True
    assert loaded("dana@example.com")["status"] == "invited"
    [message] = outbox(recipient="dana@example.com")
    assert (message["kind"], message["channel"]) == ("invite", "email")


def test_invite_with_every_argument(user, loaded, outbox):
    user.invite(
        "dana@example.com",
        **EVERYTHING,
        invite_url="https://example.com/welcome",
        send_mail=True,
        send_sms=True,
        template_id="template-example",
        test=True,
        locale="de",
    )
    dana = loaded("dana")
    is_everything(dana)
    assert dana["test"] is True
    messages = {message["channel"]: message for message in outbox()}
    assert messages["email"]["recipient"] == "dana@example.com"
    assert messages["sms"]["recipient"] == "+15550100010"
    assert messages["email"]["payload"]["inviteUrl"] == "https://example.com/welcome"
    assert messages["email"]["payload"]["templateId"] == "template-example"
    assert messages["email"]["payload"]["locale"] == "de"


def test_invite_again_by_user_id_makes_nobody_new(user, loaded, outbox):
    bob = loaded("bob")
    assert user.invite(bob["userId"])["created"] is False
    assert [message["recipient"] for message in outbox()] == ["bob@example.com"]
    with fails("E112102", 404):
        user.invite("U2ExampleNobody0000000000009")


def test_invite_batch_with_least(user, loaded, outbox):
    reply = user.invite_batch([UserObj("dana@example.com"), UserObj("nobody")])
    assert [made["loginIds"] for made in reply["createdUsers"]] == [["dana@example.com"]]
    [failed] = reply["failedUsers"]
    assert failed["user"]["loginIds"] == ["nobody"] and failed["failure"]
    assert loaded("dana@example.com")["status"] == "invited"
    assert [message["recipient"] for message in outbox()] == ["dana@example.com"]


def test_invite_batch_with_every_argument(user, loaded, outbox):
    both = {**EVERYTHING, "password": UserPassword(cleartext="correct-horse"), "seed": "EXAMPLESEED"}
    reply = user.invite_batch(
        [UserObj("dana@example.com", **both, status="enabled"), UserObj("erin", phone="+15550100011")],
        invite_url="https://example.com/welcome",
        send_mail=True,
        send_sms=False,
        locale="de",
        template_options={"company": "Example"},
        template_id="template-example",
    )
    assert len(reply["createdUsers"]) == 2 and reply["failedUsers"] == []
    assert list(reply["additionalErrors"]) == ["erin"], "erin has no email to send the invitation to"
    dana = loaded("dana")
    is_everything(dana)
    assert (dana["status"], dana["password"], dana["TOTP"]) == ("enabled", True, True)
    [message] = outbox()
    assert message["payload"]["templateOptions"] == {"company": "Example"}


def test_invite_batch_takes_every_kind_of_hash(user, client, loaded):
    salt, word = b"example-salt", "correct-horse"
    derived = hashlib.pbkdf2_hmac("sha256", word.encode(), salt, 1000)
    text = {"hash": base64.b64encode(derived).decode(), "salt": base64.b64encode(salt).decode()}
    django = f"pbkdf2_sha256$1000$example-salt${text['hash']}"
    firebase = UserPasswordFirebase(text["hash"], text["salt"], "Bw==", text["hash"], 14, 8)
    kinds = {
        "bcrypt": UserPasswordBcrypt("$2b$10$" + "x" * 53),
        "firebase": firebase,
        "pbkdf2": UserPasswordPbkdf2(**text, iterations=1000, variant="sha256"),
        "django": UserPasswordDjango(django),
    }
    users = [
        UserObj(f"{kind}@example.com", password=UserPassword(hashed=hashed)) for kind, hashed in kinds.items()
    ]
    assert user.invite_batch(users)["failedUsers"] == []
    assert all(loaded(f"{kind}@example.com")["password"] for kind in kinds)
    for kind in ["pbkdf2", "django"]:
        assert client.password.sign_in(f"{kind}@example.com", word)["user"]["loginIds"] == [f"{kind}@example.com"]


def test_import_with_least_takes_nobody(user):
    assert user.import_users("auth0") == {"users": [], "failures": []}


def test_import_with_every_argument(user, loaded, exists):
    files = {
        "users": json.dumps(
            [
                {"user_id": "auth0|1", "email": "dana@example.com", "email_verified": True, "name": "Dana"},
                {"user_id": "auth0|2", "email": "alice@example.com"},
            ]
        ).encode(),
        "hashes": json.dumps({"_id": {"$oid": "1"}, "passwordHash": "$2b$10$" + "x" * 53}).encode(),
    }
    rehearsed = user.import_users("auth0", **files, dryrun=True)
    assert [made["email"] for made in rehearsed["users"]] == ["dana@example.com"]
    assert not exists("dana@example.com")
    report = user.import_users("auth0", **files)
    assert [failure["user"] for failure in report["failures"]] == ["alice@example.com"]
    dana = loaded("dana@example.com")
    assert (dana["name"], dana["password"], dana["verifiedEmail"]) == ("Dana", True, True)
