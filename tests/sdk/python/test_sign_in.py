"""Signing in as an end user, with tokens that the SDK itself validates with the emulator's keys."""

from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import fails
from descope import AuthException, DeliveryMethod, DescopeClient, LoginOptions
from descope.management._user_base import CreateUserObj
from descope.management.common import MgmtLoginOptions, MgmtSignUpOptions, MgmtUserRequest
from jwt import InvalidSignatureError
from test_change import ALICE, BOB

TESTER = "tester@example.com"


def session(tokens):
    return tokens["sessionToken"]["jwt"]


def refresh(tokens):
    return tokens["refreshSessionToken"]["jwt"]


def token_of(link):
    return parse_qs(urlsplit(link).query)["t"][0]


@pytest.fixture
def signed_in(user, client):
    user.set_active_password("bob", "correct-horse")
    return client.password.sign_in("bob", "correct-horse")


def test_the_sdk_validates_the_session_itself(emulator, client, signed_in):
    claims = client.validate_session(session(signed_in))
    assert claims["sub"] == BOB and claims["aud"] == [emulator["projectId"]]
    again = client.validate_and_refresh_session(session(signed_in), refresh(signed_in))
    assert again["userId"] == BOB
    other = DescopeClient(project_id="PEmulator0Local0Project00000", base_url=emulator["baseUrl"])
    assert other.validate_session(session(signed_in))["sub"] == BOB, "keys are fetched without the management key"
    head, body, signature = session(signed_in).split(".")
    with pytest.raises((AuthException, InvalidSignatureError)):
        client.validate_session(f"{head}.{body}.{signature[::-1]}")


def test_an_invited_user_becomes_enabled_and_has_a_history(user, client, signed_in, loaded):
    assert signed_in["user"]["status"] == loaded(BOB)["status"] == "enabled"
    assert signed_in["firstSeen"] is True
    assert [entry["userId"] for entry in user.history([BOB])] == [BOB]
    assert client.password.sign_in("bob", "correct-horse")["firstSeen"] is False
    assert len(user.history([BOB])) == 2


def test_a_wrong_password_is_refused(client, signed_in):
    with fails("E062108", 401):
        client.password.sign_in("bob", "battery-staple")
    with fails("E062108", 401):
        client.password.sign_in("nobody@example.com", "correct-horse")


def test_an_expired_password_has_to_be_replaced(user, client, signed_in, loaded):
    user.expire_password("bob")
    with fails("E062909", 401):
        client.password.sign_in("bob", "correct-horse")
    replaced = client.password.replace("bob", "correct-horse", "battery-staple")
    assert replaced["userId"] == BOB
    assert client.password.sign_in("bob", "battery-staple")["userId"] == BOB


@pytest.mark.parametrize("method", ["set_temporary_password", "set_password"])
def test_a_temporary_password_is_expired(user, client, loaded, method):
    getattr(user, method)("bob", "correct-horse")
    assert loaded(BOB)["password"] is True
    with fails("E062909", 401):
        client.password.sign_in("bob", "correct-horse")


def test_a_disabled_user_cannot_sign_in(user, client, signed_in):
    user.deactivate("bob")
    with pytest.raises(AuthException):
        client.password.sign_in("bob", "correct-horse")


def test_refresh_shows_a_role_that_was_added(user, client, signed_in):
    assert signed_in["roles"] == []
    user.add_roles("bob", ["viewer"])
    user.add_tenant_roles("bob", "acme", ["auditor"])
    renewed = client.refresh_session(refresh(signed_in))
    assert renewed["roles"] == ["viewer"] and renewed["permissions"] == ["view"]
    assert client.validate_session(session(renewed))["tenants"] == {
        "acme": {"roles": ["auditor"], "permissions": ["audit"]}
    }


def test_me(client, signed_in, loaded):
    me = client.me(refresh(signed_in))
    assert (me["userId"], me["loginIds"]) == (BOB, loaded(BOB)["loginIds"])


def test_being_logged_out_by_an_admin(user, client, signed_in):
    user.logout_user("bob@example.com")
    with fails("E064001", 401):
        client.refresh_session(refresh(signed_in))
    later = client.password.sign_in("bob", "correct-horse")
    user.logout_user_by_user_id(BOB)
    with fails("E064001", 401):
        client.refresh_session(refresh(later))


@pytest.mark.parametrize(
    "method", [DeliveryMethod.EMAIL, DeliveryMethod.SMS, DeliveryMethod.VOICE, DeliveryMethod.WHATSAPP]
)
def test_codes_of_test_users(user, client, loaded, method):
    made = user.generate_otp_for_test_user(method, TESTER)
    assert made["loginId"] == TESTER
    wrong = "000000" if made["code"] != "000000" else "111111"
    with fails("E061102"):
        client.otp.verify_code(method, TESTER, wrong)
    tokens = client.otp.verify_code(method, TESTER, made["code"])
    assert tokens["user"]["loginIds"] == [TESTER]
    flag = "verifiedEmail" if method == DeliveryMethod.EMAIL else "verifiedPhone"
    assert loaded(TESTER)[flag] is True
    with fails("E061102"):
        client.otp.verify_code(method, TESTER, made["code"])


def test_codes_are_for_test_users_alone(user):
    with fails("E011003", 400):
        user.generate_otp_for_test_user(DeliveryMethod.EMAIL, "bob")


def test_the_options_of_a_code_reach_the_token(user, client):
    earlier = client.otp.verify_code(
        DeliveryMethod.EMAIL, TESTER, user.generate_otp_for_test_user(DeliveryMethod.EMAIL, TESTER)["code"]
    )
    options = LoginOptions(revoke_other_sessions=True, custom_claims={"shift": "night"}, locale="de")
    made = user.generate_otp_for_test_user(DeliveryMethod.EMAIL, TESTER, options)
    tokens = client.otp.verify_code(DeliveryMethod.EMAIL, TESTER, made["code"])
    assert client.validate_session(session(tokens))["shift"] == "night"
    with fails("E064001", 401):
        client.refresh_session(refresh(earlier))


def test_magic_links_of_test_users(user, client):
    made = user.generate_magic_link_for_test_user(DeliveryMethod.EMAIL, TESTER, "https://example.com/in")
    assert made["link"].startswith("https://example.com/in?t=")
    tokens = client.magiclink.verify(token_of(made["link"]))
    assert tokens["user"]["loginIds"] == [TESTER]
    with fails("E062504", 401):
        client.magiclink.verify(token_of(made["link"]))
    options = LoginOptions(custom_claims={"shift": "night"})
    made = user.generate_magic_link_for_test_user(
        DeliveryMethod.SMS, TESTER, "https://example.com/in?next=%2Fhome", options
    )
    assert parse_qs(urlsplit(made["link"]).query)["next"] == ["/home"]
    tokens = client.magiclink.verify(token_of(made["link"]))
    assert client.validate_session(session(tokens))["shift"] == "night"


def test_enchanted_links_of_test_users(user, client):
    made = user.generate_enchanted_link_for_test_user(TESTER, "https://example.com/in")
    with fails("E062503", 401):
        client.enchantedlink.get_session(made["pendingRef"])
    client.enchantedlink.verify(token_of(made["link"]))
    assert client.enchantedlink.get_session(made["pendingRef"])["user"]["loginIds"] == [TESTER]
    options = LoginOptions(custom_claims={"shift": "night"})
    made = user.generate_enchanted_link_for_test_user(TESTER, "https://example.com/in", options)
    client.enchantedlink.verify(token_of(made["link"]))
    tokens = client.enchantedlink.get_session(made["pendingRef"])
    assert client.validate_session(session(tokens))["shift"] == "night"


def test_embedded_links(user, client):
    tokens = client.magiclink.verify(user.generate_embedded_link("bob"))
    assert tokens["userId"] == BOB
    token = user.generate_embedded_link("bob", {"shift": "night"}, timeout=120)
    tokens = client.magiclink.verify(token)
    assert client.validate_session(session(tokens))["shift"] == "night"
    with fails("E062504", 401):
        client.magiclink.verify(token)
    with fails("E112102", 404):
        user.generate_embedded_link("nobody@example.com")


def test_embedded_sign_up_links(user, client, loaded, exists):
    token = user.generate_sign_up_embedded_link("dana@example.com")
    assert not exists("dana@example.com"), "the user is made when the link is verified"
    assert client.magiclink.verify(token)["user"]["email"] == "dana@example.com"
    assert loaded("dana@example.com")["status"] == "enabled"

    profile = CreateUserObj("erin@example.com", "+15550100011", "Erin", "Er", "I", "N")
    token = user.generate_sign_up_embedded_link(
        "erin",
        profile,
        email_verified=True,
        phone_verified=True,
        login_options=LoginOptions(custom_claims={"shift": "night"}),
        timeout=120,
    )
    tokens = client.magiclink.verify(token)
    assert client.validate_session(session(tokens))["shift"] == "night"
    erin = loaded("erin")
    assert (erin["email"], erin["verifiedEmail"]) == ("erin@example.com", True)
    assert (erin["phone"], erin["verifiedPhone"]) == ("+15550100011", True)
    assert erin["name"] == "Erin"
    # The SDK sends the other parts as `given_name` and so on, names that the API does not have.
    assert (erin["givenName"], erin["middleName"], erin["familyName"]) == ("", "", "")
    with fails("E062107", 409):
        user.generate_sign_up_embedded_link("alice@example.com")


def test_sign_in_by_management(jwt, client, user):
    tokens = jwt.sign_in("alice@example.com")
    assert client.validate_session(session(tokens))["roles"] == ["admin"]
    options = MgmtLoginOptions(
        stepup=True,
        mfa=True,
        revoke_other_sessions=True,
        custom_claims={"shift": "night", "sub": "somebody else"},
        jwt=refresh(tokens),
        refresh_duration=600,
    )
    later = jwt.sign_in("alice@example.com", options)
    claims = client.validate_session(session(later))
    assert claims["shift"] == "night" and claims["sub"] == ALICE, "reserved claims are dropped"
    expires = later["refreshSessionToken"]
    assert expires["exp"] - expires["iat"] == 600
    with fails("E064001", 401):
        client.refresh_session(refresh(tokens))
    assert len(user.history([ALICE])) == 4
    with fails("E112102", 404):
        jwt.sign_in("nobody@example.com")


def test_sign_up_by_management(jwt, client, loaded):
    jwt.sign_up("dana@example.com")
    assert loaded("dana@example.com")["status"] == "enabled"
    request = MgmtUserRequest(
        name="Erin",
        given_name="Er",
        middle_name="I",
        family_name="N",
        phone="+15550100011",
        email="erin@example.com",
        email_verified=True,
        phone_verified=True,
        sso_app_id="crm",
    )
    options = MgmtSignUpOptions(custom_claims={"shift": "night"}, refresh_duration=600)
    tokens = jwt.sign_up("erin", request, options)
    assert client.validate_session(session(tokens))["shift"] == "night"
    erin = loaded("erin")
    assert [erin[part] for part in ["name", "givenName", "middleName", "familyName"]] == ["Erin", "Er", "I", "N"]
    assert (erin["verifiedEmail"], erin["verifiedPhone"]) == (True, True)
    with fails("E062107", 409):
        jwt.sign_up("erin")


def test_sign_up_or_in_by_management(jwt, loaded):
    assert jwt.sign_up_or_in("alice@example.com")["userId"] == ALICE
    request = MgmtUserRequest(name="Erin", phone="+15550100011")
    tokens = jwt.sign_up_or_in("erin", request, MgmtSignUpOptions(custom_claims={"shift": "night"}))
    assert tokens["sessionToken"]["shift"] == "night"
    assert loaded("erin")["name"] == "Erin"


def test_update_jwt(jwt, client, signed_in):
    updated = jwt.update_jwt(session(signed_in), {"shift": "night", "iss": "somebody else"})
    claims = client.validate_session(updated)
    assert claims["shift"] == "night" and claims["iss"] != "somebody else"
    updated = jwt.update_jwt(refresh(signed_in), {}, refresh_duration=900)
    renewed = client.refresh_session(updated)
    assert renewed["userId"] == BOB
    with pytest.raises(AuthException):
        jwt.update_jwt("not-a-token", {})


def test_impersonate(jwt, client, http, user):
    token = jwt.impersonate(ALICE, "bob", False)
    assert client.refresh_session(token)["sessionToken"]["act"] == {"sub": ALICE}
    with fails("E111119", 403):
        jwt.impersonate("alice@example.com", "bob", True)
    with fails("E111119", 403):
        jwt.impersonate("bob", "alice@example.com", False)
    consent = {"loginId": "bob", "impersonationConsent": 2147483647}
    http.post("/v1/mgmt/user/update/impersonationConsent", json=consent).raise_for_status()
    user.add_tenant("bob", "acme")
    token = jwt.impersonate("alice@example.com", "bob", True, {"why": "support"}, "acme", 600, True)
    claims = client.validate_session(token)
    assert (claims["sub"], claims["why"], claims["dct"]) == (BOB, "support", "acme")


def test_impersonate_stepup(jwt, client, user):
    token = jwt.impersonate_stepup(ALICE, "bob", False)
    assert client.validate_session(token)["act"] == {"sub": ALICE}
    user.add_tenant("bob", "acme")
    token = jwt.impersonate_stepup(ALICE, "bob", False, {"why": "support"}, "acme", 600)
    assert client.validate_session(token)["why"] == "support"


def test_stop_impersonation(jwt, client):
    acting = jwt.impersonate(ALICE, "bob", False)
    own = jwt.stop_impersonation(acting)
    assert client.refresh_session(own)["userId"] == ALICE
    with fails("E064001", 401):
        client.refresh_session(acting)
    acting = jwt.impersonate(ALICE, "bob", False)
    own = jwt.stop_impersonation(acting, {"back": True}, "acme", 600)
    claims = client.refresh_session(own)["sessionToken"]
    assert (claims["back"], claims["dct"]) == (True, "acme")


def test_anonymous(jwt, client, exists):
    tokens = jwt.anonymous()
    claims = client.validate_session(session(tokens))
    assert not exists(claims["sub"])
    tokens = jwt.anonymous({"cart": 7}, "acme", 600)
    assert client.validate_session(session(tokens))["cart"] == 7
    assert client.refresh_session(refresh(tokens))["sessionToken"]["dct"] == "acme"
