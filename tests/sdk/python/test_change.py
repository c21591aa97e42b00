"""Changing users; what became of them is read without the SDK."""

import pytest
from conftest import fails
from descope import AssociatedFamily, AssociatedTenant, UserObj
from test_create import EVERYTHING, is_everything

ALICE = "U2ExampleAlice00000000000001"
BOB = "U2ExampleBob0000000000000002"
CAROL = "U2ExampleCarol00000000000003"


def test_update_with_least_clears_what_is_not_given(user, loaded):
    before = loaded("alice@example.com")
    user.update("alice@example.com")
    alice = loaded("alice@example.com")
    assert (alice["email"], alice["phone"], alice["name"], alice["givenName"]) == ("", "", "", "")
    assert (alice["verifiedEmail"], alice["picture"], alice["customAttributes"]) == (False, "", {})
    assert alice["roleNames"] == alice["userTenants"] == alice["ssoAppIds"] == []
    for kept in ["userId", "loginIds", "status", "createdTime", "TOTP", "webauthn", "test"]:
        assert alice[kept] == before[kept]


def test_update_with_every_argument(user, loaded):
    user.create("dana@example.com", email="dana@example.com")
    with fails("E011003", 400):
        user.update("dana@example.com", **EVERYTHING)
    user.update("dana@example.com", **{**EVERYTHING, "role_names": []}, test=True)
    user.add_roles("dana@example.com", EVERYTHING["role_names"])
    is_everything(loaded("dana"))


def test_patch_with_least_changes_nothing(user, loaded):
    before = loaded("alice@example.com")
    user.patch("alice@example.com")
    after = loaded("alice@example.com")
    assert {**after, "modifiedTime": 0} == {**before, "modifiedTime": 0}


def test_patch_with_every_argument(user, loaded):
    user.create("dana@example.com", email="dana@example.com", additional_login_ids=EVERYTHING["additional_login_ids"])
    patch = {name: value for name, value in EVERYTHING.items() if name != "additional_login_ids"}
    user.patch("dana@example.com", **patch, status="disabled", test=True)
    dana = loaded("dana")
    is_everything(dana)
    assert dana["status"] == "disabled"


def test_patch_replaces_sets_and_clears_them_with_an_empty_list(user, loaded):
    user.patch(ALICE, role_names=[], sso_app_ids=[], user_tenants=[AssociatedTenant("acme")])
    alice = loaded(ALICE)
    assert alice["roleNames"] == alice["ssoAppIds"] == []
    assert [(tenant["tenantId"], tenant["roleNames"]) for tenant in alice["userTenants"]] == [("acme", [])]
    assert alice["name"] == "Alice Example"


def test_patch_batch_with_least_and_with_every_argument(user, loaded):
    user.create("dana@example.com", email="dana@example.com", additional_login_ids=EVERYTHING["additional_login_ids"])
    reply = user.patch_batch([UserObj("bob", display_name="Robert"), UserObj("nobody")])
    assert [patched["name"] for patched in reply["patchedUsers"]] == ["Robert"]
    assert len(reply["failedUsers"]) == 1
    assert loaded("bob")["name"] == "Robert"
    patch = {name: value for name, value in EVERYTHING.items() if name != "additional_login_ids"}
    user.patch_batch([UserObj("dana@example.com", **patch, status="enabled")], test=True)
    is_everything(loaded("dana"))


def test_status(user, loaded):
    user.deactivate("alice@example.com")
    assert loaded(ALICE)["status"] == "disabled"
    user.activate(CAROL)
    assert loaded("+15550100003")["status"] == "enabled"


def test_update_login_id(user, loaded, exists):
    user.update_login_id("bob", "robert")
    assert loaded("robert")["userId"] == BOB
    assert not exists("bob")
    user.update_login_id("robert")
    assert loaded(BOB)["loginIds"] == ["bob@example.com"]
    with fails("E011003", 400):
        user.update_login_id("bob@example.com")
    with fails("E112102", 404):
        user.update_login_id(BOB, "anything")


def test_update_email(user, loaded):
    user.update_email("bob@example.com", "robert@example.com", verified=True, fail_on_conflict=True)
    bob = loaded(BOB)
    assert (bob["email"], bob["verifiedEmail"]) == ("robert@example.com", True)
    assert sorted(bob["loginIds"]) == ["bob", "robert@example.com"], "the login ID follows the email"
    user.update_email("bob")
    bob = loaded(BOB)
    assert (bob["email"], bob["verifiedEmail"]) == ("", False), "left empty is removed"


def test_update_email_merges_unless_told_not_to(user, loaded, exists):
    with fails("E111127", 409):
        user.update_email("bob", "alice@example.com", verified=True, fail_on_conflict=True)
    assert exists(ALICE)
    user.update_email("bob", "alice@example.com", verified=True)
    assert not exists(ALICE)
    assert loaded("alice@example.com")["userId"] == BOB


def test_update_phone(user, loaded):
    user.update_phone("+1-555-010-0003", "+1 (555) 010-0033", verified=True, fail_on_conflict=True)
    carol = loaded(CAROL)
    assert (carol["phone"], carol["verifiedPhone"]) == ("+15550100033", True)
    assert carol["loginIds"] == ["+15550100033"]
    user.update_phone(CAROL)
    assert (loaded(CAROL)["phone"], loaded(CAROL)["verifiedPhone"]) == ("", False)


def test_update_display_name(user, loaded):
    user.update_display_name("alice@example.com", "Ally", "Al", "B", "Ex")
    alice = loaded(ALICE)
    assert [alice[part] for part in ["name", "givenName", "middleName", "familyName"]] == ["Ally", "Al", "B", "Ex"]
    user.update_display_name(ALICE, middle_name="")
    alice = loaded(ALICE)
    assert (alice["name"], alice["middleName"]) == ("Ally", "")
    user.update_display_name(ALICE)
    assert loaded(ALICE)["name"] == "Ally"


def test_update_picture(user, loaded):
    user.update_picture("alice@example.com", "https://example.com/a.png")
    assert loaded(ALICE)["picture"] == "https://example.com/a.png"
    user.update_picture(ALICE)
    assert loaded(ALICE)["picture"] == "", "left empty is removed"


def test_update_custom_attribute(user, loaded):
    for name, value in {"plan": "free", "seats": 9, "beta": True}.items():
        user.update_custom_attribute("alice@example.com", name, value)
    assert loaded(ALICE)["customAttributes"] == {"plan": "free", "seats": 9, "beta": True}
    user.update_custom_attribute(ALICE, "plan", None)
    assert loaded(ALICE)["customAttributes"] == {"seats": 9, "beta": True}
    with fails("E011003", 400):
        user.update_custom_attribute(ALICE, "no-such-attribute", 1)
    with fails("E011003", 400):
        user.update_custom_attribute(ALICE, "beta", "perhaps")


def test_recovery_addresses(user, loaded):
    user.update_recovery_email("alice@example.com", "home@example.com")
    user.update_recovery_phone("alice@example.com", "+1-555-010-0099")
    alice = loaded(ALICE)
    assert (alice["recoveryEmail"], alice["verifiedRecoveryEmail"]) == ("home@example.com", False)
    assert (alice["recoveryPhone"], alice["verifiedRecoveryPhone"]) == ("+15550100099", False)
    user.update_recovery_email(ALICE, "home@example.com", verified=True)
    user.update_recovery_phone(ALICE, "+15550100099", verified=True)
    alice = loaded(ALICE)
    assert alice["verifiedRecoveryEmail"] and alice["verifiedRecoveryPhone"]


def test_roles_of_the_project(user, loaded):
    user.add_roles("bob", ["viewer"])
    user.add_roles("bob", ["viewer", "admin"])
    assert sorted(loaded(BOB)["roleNames"]) == ["admin", "viewer"]
    assert sorted(loaded(BOB)["permissions"]) == ["Impersonate", "manage", "view"]
    user.remove_roles(BOB, ["admin"])
    assert loaded(BOB)["roleNames"] == ["viewer"]
    user.set_roles(BOB, ["admin"])
    assert loaded(BOB)["roleNames"] == ["admin"]
    user.set_roles(BOB, [])
    assert loaded(BOB)["roleNames"] == []
    with fails("E011003", 400):
        user.add_roles(BOB, ["no-such-role"])


def test_families_and_their_roles(user, loaded):
    def families():
        return {family["familyId"]: family["roleNames"] for family in loaded("bob")["familyAssociations"]}

    user.add_families("bob", [AssociatedFamily("smith", ["viewer"]), AssociatedFamily("jones")])
    user.add_families(BOB, [AssociatedFamily("smith", ["admin"])])
    assert families() == {"smith": ["viewer", "admin"], "jones": []}
    user.remove_families("bob", ["smith", "unknown"])
    assert families() == {"jones": []}


def test_tenants_and_their_roles(user, loaded):
    def tenants():
        return {tenant["tenantId"]: sorted(tenant["roleNames"]) for tenant in loaded(BOB)["userTenants"]}

    user.add_tenant("bob", "globex")
    assert tenants() == {"globex": []}
    user.add_tenant_roles("bob", "acme", ["auditor", "viewer"])
    assert tenants() == {"globex": [], "acme": ["auditor", "viewer"]}, "adding roles joins the tenant"
    user.remove_tenant_roles(BOB, "acme", ["auditor"])
    assert tenants()["acme"] == ["viewer"]
    user.set_tenant_roles(BOB, "acme", ["auditor"])
    assert tenants()["acme"] == ["auditor"]
    user.remove_tenant(BOB, "acme")
    assert tenants() == {"globex": []}
    with fails("E011003", 400):
        user.add_tenant(BOB, "no-such-tenant")
    with fails("E011003", 400):
        user.set_tenant_roles(BOB, "acme", ["auditor"])


def test_applications(user, loaded):
    user.add_sso_apps("bob", ["crm"])
    user.add_sso_apps(BOB, ["crm", "wiki"])
    assert sorted(loaded(BOB)["ssoAppIds"]) == ["crm", "wiki"]
    user.remove_sso_apps(BOB, ["crm"])
    assert loaded(BOB)["ssoAppIds"] == ["wiki"]
    user.set_sso_apps(BOB, ["crm"])
    assert loaded(BOB)["ssoAppIds"] == ["crm"]
    user.set_sso_apps(BOB, [])
    assert loaded(BOB)["ssoAppIds"] == []


def test_delete(user, exists):
    user.delete("bob@example.com")
    assert not exists("bob") and not exists(BOB)
    user.delete(CAROL)
    assert not exists("+15550100003")
    user.delete_by_user_id(ALICE)
    assert not exists("alice@example.com")
    with fails("E112102", 404):
        user.delete("nobody@example.com")
    with fails("E112102", 404):
        user.delete_by_user_id(ALICE)


def test_delete_batch(user, exists):
    user.delete_batch([ALICE, CAROL])
    assert not exists(ALICE) and not exists(CAROL) and exists(BOB)


def test_delete_all_test_users(user, exists):
    user.delete_all_test_users()
    assert not exists("tester@example.com") and exists(ALICE)


@pytest.mark.parametrize(
    "change",
    [
        lambda user, id: user.update_login_id(id, "other"),
        lambda user, id: user.set_active_password(id, "correct-horse"),
        lambda user, id: user.set_temporary_password(id, "correct-horse"),
        lambda user, id: user.set_password(id, "correct-horse"),
        lambda user, id: user.expire_password(id),
        lambda user, id: user.remove_all_passkeys(id),
        lambda user, id: user.list_passkeys(id),
        lambda user, id: user.delete_passkey(id, "passkey-laptop"),
        lambda user, id: user.remove_totp_seed(id),
        lambda user, id: user.get_provider_token(id, "google"),
        lambda user, id: user.generate_embedded_link(id),
        lambda user, id: user.logout_user(id),
    ],
)
def test_what_takes_a_login_id_alone_finds_nobody_by_user_id(user, change):
    with fails("E112102", 404):
        change(user, ALICE)
