"""What happens before and beside the calls: construction, headers, field names, errors, the catalogue."""

import pytest
from conftest import fails
from descope import AuthException, DescopeClient, RateLimitException
from test_change import ALICE


def test_the_licence_is_asked_for_and_named_afterwards(client):
    tier = client.mgmt.license.get()["rateLimitTier"]
    assert tier in {"tier1", "tier2", "tier3", "tier4"}
    assert client.mgmt.user._http._get_default_headers()["x-descope-license"] == tier


def test_the_environment_alone_is_enough(emulator, monkeypatch):
    monkeypatch.setenv("DESCOPE_PROJECT_ID", emulator["projectId"])
    monkeypatch.setenv("DESCOPE_MANAGEMENT_KEY", emulator["managementKey"])
    monkeypatch.setenv("DESCOPE_BASE_URI", emulator["baseUrl"])
    client = DescopeClient(project_id=emulator["projectId"])
    assert client.mgmt.user.load(ALICE)["user"]["email"] == "alice@example.com"


@pytest.mark.parametrize("wrong", ["managementKey", "projectId"])
def test_a_wrong_key_or_project_is_refused(emulator, wrong):
    given = {**emulator, wrong: emulator[wrong] + "x"}
    client = DescopeClient(
        project_id=given["projectId"], management_key=given["managementKey"], base_url=emulator["baseUrl"]
    )
    with fails("E111119", 401):
        client.mgmt.user.load(ALICE)


def test_over_the_limit_the_sdk_sees_when_to_come_back(client, http):
    http.put("/_emulator/limits", json={"windowSeconds": 60, "scale": 0.05}).raise_for_status()
    try:
        with pytest.raises(RateLimitException) as caught:
            for _ in range(6):
                client.mgmt.role.load_all()
        assert caught.value.status_code in {"E130429", 429}
        assert 1 <= caught.value.rate_limit_parameters["Retry-After"] <= 60
    finally:
        http.put("/_emulator/limits", json={"enforce": False}).raise_for_status()


def test_the_sdk_repeats_after_503(client, http, exists):
    http.put("/_emulator/faults", content="POST /v1/mgmt/user/create: 503 every 2").raise_for_status()
    try:
        client.mgmt.user.create("dana", email="dana@example.com")
        client.mgmt.user.create("erin", email="erin@example.com")
    finally:
        http.put("/_emulator/faults", content="").raise_for_status()
    assert exists("dana") and exists("erin")


def test_null_stands_for_absent(http, loaded):
    names = ["phone", "name", "roleNames", "userTenants", "customAttributes", "ssoAppIds", "status", "test"]
    body = {"loginId": "dana", "email": "dana@example.com", **{name: None for name in names}}
    http.post("/v1/mgmt/user/create", json=body).raise_for_status()
    dana = loaded("dana")
    assert (dana["phone"], dana["roleNames"], dana["status"], dana["test"]) == ("", [], "invited", False)


def test_tenants(client, user, loaded):
    made = client.mgmt.tenant.create("Initech", "initech", ["initech.example.com"], {"tier": "gold"})
    assert made == {"id": "initech"}
    named = client.mgmt.tenant.create("Hooli")["id"]
    known = {tenant["id"]: tenant["name"] for tenant in client.mgmt.tenant.load_all()["tenants"]}
    assert known["initech"] == "Initech" and known[named] == "Hooli"
    user.add_tenant("bob", "initech")
    client.mgmt.tenant.delete("initech", cascade=True)
    assert "initech" not in {tenant["id"] for tenant in client.mgmt.tenant.load_all()["tenants"]}
    assert loaded("bob")["userTenants"] == []


def test_roles(client, user, loaded):
    client.mgmt.role.create("editor")
    client.mgmt.role.create("clerk", "Files things", ["view"], "acme", default=False, private=True)
    known = {role["name"]: role for role in client.mgmt.role.load_all()["roles"]}
    assert known["editor"]["permissionNames"] == [] and known["clerk"]["tenantId"] == "acme"
    user.set_roles("bob", ["editor"])
    client.mgmt.role.delete("editor")
    client.mgmt.role.delete("clerk", "acme")
    assert {role["name"] for role in client.mgmt.role.load_all()["roles"]} == {"Tenant Admin", "admin", "viewer", "auditor"}
    assert loaded("bob")["roleNames"] == []


def test_applications(client, user, loaded):
    made = client.mgmt.sso_application.create_oidc_application("Shop", "https://example.com/login")
    client.mgmt.sso_application.create_saml_application(
        "Desk", "https://example.com/login", id="desk", use_metadata_info=True, metadata_url="https://example.com/saml"
    )
    known = {app["id"]: app["name"] for app in client.mgmt.sso_application.load_all()["apps"]}
    assert known[made["id"]] == "Shop" and known["desk"] == "Desk"
    user.set_sso_apps("bob", ["desk"])
    client.mgmt.sso_application.delete("desk")
    assert loaded("bob")["ssoAppIds"] == []


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', "7", "null", '{"loginId": 7}', '{"loginId": {}}'])
def test_nonsense_gets_an_error_the_sdk_can_read(http, body):
    reply = http.post("/v1/mgmt/user/create", content=body)
    assert reply.status_code == 400
    assert reply.json()["errorCode"].startswith("E011")
    assert reply.json()["errorMessage"] == reply.json()["message"] != ""


def test_the_sdk_refuses_what_it_can_before_sending(client):
    with pytest.raises(AuthException):
        client.mgmt.user.create("dana", email="dana@example.com", status="asleep")
    with pytest.raises(AuthException):
        client.mgmt.user.load_users([])
