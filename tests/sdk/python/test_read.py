"""Loading and searching, compared with what the seed says or with a request without the SDK."""

import time

import pytest
from conftest import fails
from descope import AssociatedFamily, AuthException, CustomAttribute, CustomAttributeOption
from descope.management.common import Sort
from test_change import ALICE, BOB, CAROL

TESTER = "U2ExampleTest000000000000004"


def test_load(user, loaded):
    assert user.load("alice@example.com")["user"] == loaded(ALICE)
    assert user.load(ALICE)["user"]["loginIds"] == ["alice@example.com"]
    assert user.load_by_user_id(BOB)["user"]["email"] == "bob@example.com"
    with fails("E112102", 404):
        user.load("nobody@example.com")
    with fails("E112102", 404):
        user.load_by_user_id("bob")


@pytest.mark.parametrize("login_id", ["a+b@example.com", "a b", "ä&ö=ü", "100%", "+15550100077", "a/b?c#d"])
def test_login_ids_survive_the_query_string(user, http, login_id):
    made = user.create(login_id, email="any@example.com")["user"]
    assert user.load(login_id)["user"]["userId"] == made["userId"]
    bare = login_id.encode()
    percent = "".join(f"%{byte:02X}" for byte in bare)
    form = "".join("+" if byte == 32 else f"%{byte:02X}" for byte in bare)
    for encoded in [percent, form]:
        reply = http.get(f"/v1/mgmt/user?loginId={encoded}&userId=")
        assert reply.json()["user"]["userId"] == made["userId"]


def test_load_users(user):
    found = user.load_users([ALICE, BOB, CAROL, "U2ExampleNobody0000000000009"])["users"]
    assert sorted(user["userId"] for user in found) == [ALICE, BOB], "a disabled user is not valid"
    found = user.load_users([ALICE, CAROL], include_invalid_users=True)["users"]
    assert sorted(user["userId"] for user in found) == [ALICE, CAROL]


def ids(reply):
    return [user["userId"] for user in reply["users"]]


def test_search_all_with_least(user):
    reply = user.search_all()
    assert ids(reply) == [ALICE, BOB, CAROL]
    assert reply["total"] == 3


FILTERS = {
    "tenant_ids": (["acme"], [ALICE]),
    "role_names": (["admin", "viewer"], [ALICE]),
    "custom_attributes": ({"plan": ["free", "none"]}, [BOB]),
    "statuses": (["disabled", "invited"], [BOB, CAROL]),
    "emails": (["bob@example.com"], [BOB]),
    "phones": (["+1-555-010-0003"], [CAROL]),
    "sso_app_ids": (["crm"], [ALICE]),
    "text": ("aLIce", [ALICE]),
    "login_ids": (["bob", "+15550100003"], [BOB, CAROL]),
    "from_created_time": (1767312000000, [BOB, CAROL]),
    "to_created_time": (1767312000000, [ALICE, BOB]),
    "from_modified_time": (4102444800000, []),
    "to_modified_time": (1, []),
    "user_ids": ([ALICE, CAROL], [ALICE, CAROL]),
    "family_ids": (["smith"], []),
    "dependent": (False, [ALICE, BOB, CAROL]),
    "lock_reasons": (["password", "totp"], []),
    "temp_lock_reasons": (["password"], []),
    "tenant_role_names": ({"acme": {"values": ["viewer", "auditor"]}}, [ALICE]),
    "tenant_role_ids": ({"acme": {"values": ["no-such-role"], "and": True}}, []),
    "limit": (2, [ALICE, BOB]),
}


@pytest.mark.parametrize("name", FILTERS)
def test_search_all_by_each_filter(user, name):
    value, expected = FILTERS[name]
    assert ids(user.search_all(**{name: value})) == expected


@pytest.mark.parametrize("empty", ["tenant_ids", "role_names", "statuses", "emails", "phones", "login_ids"])
def test_an_empty_list_is_no_filter(user, empty):
    assert user.search_all(**{empty: []})["total"] == 3


def test_search_pages_and_sorts(user):
    by_name = [Sort("displayName", desc=True)]
    assert ids(user.search_all(sort=by_name, limit=2, page=0)) == [CAROL, BOB]
    assert ids(user.search_all(sort=by_name, limit=2, page=1)) == [ALICE]
    assert user.search_all(limit=2, page=7) == {"users": [], "total": 3}
    with fails("E011004"):
        user.search_all(sort=[Sort("shoeSize")])
    with pytest.raises(AuthException):
        user.search_all(limit=-1)


def test_search_all_with_every_argument(user, http):
    roles = http.get("/v1/mgmt/role/all").json()["roles"]
    viewer = next(role["id"] for role in roles if role["name"] == "viewer")
    now = int(time.time() * 1000) + 60_000
    both = {
        "tenant_ids": ["acme"],
        "role_names": ["admin"],
        "limit": 10,
        "page": 0,
        "custom_attributes": {"plan": "pro", "seats": 5},
        "statuses": ["enabled"],
        "emails": ["alice@example.com"],
        "phones": ["+15550100001"],
        "sso_app_ids": ["crm"],
        "sort": [Sort("createdTime"), Sort("id", desc=True)],
        "text": "example",
        "login_ids": ["alice@example.com"],
        "from_created_time": 1,
        "to_created_time": now,
        "from_modified_time": 1,
        "to_modified_time": now,
        "tenant_role_ids": {"acme": {"values": [viewer], "and": True}},
        "tenant_role_names": {"acme": {"values": ["viewer"], "and": True}},
    }
    user.add_families(ALICE, [AssociatedFamily("smith")])
    both |= {"family_ids": ["smith"], "dependent": False}
    # Nobody was locked by guesses at a password.
    locks = {"lock_reasons": ["password"], "temp_lock_reasons": ["recovery_codes"]}
    others = {"test_users_only": False, "with_test_user": True, "user_ids": [ALICE]}
    assert ids(user.search_all(**both, **others)) == [ALICE]
    assert user.search_all(**both, **others, **locks)["total"] == 0
    assert user.search_all_test_users(**both, **locks)["total"] == 0
    assert user.search_all_test_users(**both) == {"users": [], "total": 0}, "alice is no test user"
    user.create_test_user(
        "twin@example.com",
        email="twin@example.com",
        phone="+15550100001",
        display_name="Example",
        role_names=["admin"],
        custom_attributes={"plan": "pro", "seats": 5},
        sso_app_ids=["crm"],
        status="enabled",
        family_associations=[AssociatedFamily("smith")],
    )
    user.add_tenant_roles("twin@example.com", "acme", ["viewer"])
    both.update(emails=["twin@example.com"], login_ids=["twin@example.com"])
    found = user.search_all_test_users(**both)
    assert [user["loginIds"] for user in found["users"]] == [["twin@example.com"]]


def test_test_users_appear_only_when_asked_for(user):
    assert TESTER not in ids(user.search_all())
    assert TESTER in ids(user.search_all(with_test_user=True))
    assert ids(user.search_all(with_test_user=True, test_users_only=True)) == [TESTER]
    assert ids(user.search_all_test_users()) == [TESTER]


def test_search_sees_what_was_made_changed_and_deleted(user):
    user.create("dana@example.com", email="dana@example.com", display_name="Dana")
    assert user.search_all(emails=["dana@example.com"])["total"] == 1
    user.update_display_name("dana@example.com", "Daniela")
    assert user.search_all(text="daniel")["total"] == 1
    user.delete("dana@example.com")
    assert user.search_all(text="daniel")["total"] == 0


def test_provider_token(user):
    token = user.get_provider_token("alice@example.com", "google")
    assert token["accessToken"] == "example-access-token" and token["scopes"] == ["openid", "email"]
    assert token["refreshToken"] == ""
    token = user.get_provider_token("alice@example.com", "google", withRefreshToken=True, forceRefresh=True)
    assert token["refreshToken"] == "example-refresh-token"
    with fails("E011004"):
        user.get_provider_token("alice@example.com", "github")


def test_history(user):
    entries = user.history([ALICE, BOB])
    assert [entry["city"] for entry in entries] == ["Graz", "Vienna"]
    assert entries[1] == {
        "userId": ALICE,
        "loginTime": 1767312000,
        "city": "Vienna",
        "country": "AT",
        "ip": "192.0.2.7",
        "selectedTenant": "acme",
    }
    assert user.history([]) == []


def test_custom_attribute_definitions(user, http):
    def names():
        return [entry["name"] for entry in http.get("/v1/mgmt/user/customattributes").json()["data"]]

    assert [entry["name"] for entry in user.load_custom_attributes()["data"]] == ["plan", "seats", "beta"]
    user.create_custom_attribute("team", "Team", "string")
    options = user.create_custom_attribute("size", "Size", "singleselect", required=True, options=["s", "l"])
    assert names() == ["plan", "seats", "beta", "team", "size"]
    size = next(entry for entry in options["data"] if entry["name"] == "size")
    assert [option["value"] for option in size["options"]] == ["s", "l"]
    user.update_custom_attribute("bob", "team", "blue")
    user.delete_custom_attribute("team")
    assert names() == ["plan", "seats", "beta", "size"]
    assert user.load("bob")["user"]["customAttributes"] == {"plan": "free"}


def test_attributes_of_members_of_families(user, loaded):
    assert user.load_family_scoped_custom_attributes()["data"] == []
    choices = [CustomAttributeOption("m", "Mother"), CustomAttributeOption("f", "Father")]
    made = user.create_family_scoped_custom_attributes(
        [CustomAttribute("nickname", 1), CustomAttribute("part", 4, "Part", choices, "m", [], [])]
    )
    assert [entry["name"] for entry in made["data"]] == ["nickname", "part"]
    user.add_families("bob", [AssociatedFamily("smith", family_scoped_attributes={"nickname": "Bobby"})])
    with fails("E011003", 400):
        user.add_families("bob", [AssociatedFamily("smith", family_scoped_attributes={"plan": "pro"})])
    assert loaded("bob")["familyAssociations"][0]["familyScopedAttributes"] == {"nickname": "Bobby"}
    left = user.delete_family_scoped_custom_attributes(["nickname"])
    assert [entry["name"] for entry in left["data"]] == ["part"]
    assert loaded("bob")["familyAssociations"][0]["familyScopedAttributes"] == {}
