"""Passkeys, authenticator apps, recovery codes and trusted devices, and what they leave behind."""

from conftest import fails
from test_change import ALICE, BOB


def test_passkeys(user, loaded):
    def names():
        return sorted(passkey["id"] for passkey in user.list_passkeys("alice@example.com")["passkeys"])

    assert names() == ["passkey-laptop", "passkey-phone"]
    user.delete_passkey("alice@example.com", "passkey-phone")
    assert names() == ["passkey-laptop"] and loaded(ALICE)["webauthn"] is True
    user.remove_all_passkeys("alice@example.com")
    assert names() == [] and loaded(ALICE)["webauthn"] is False
    user.remove_all_passkeys("bob")
    with fails("E011004"):
        user.delete_passkey("alice@example.com", "passkey-phone")


def test_authenticator_app(user, loaded):
    assert loaded(ALICE)["TOTP"] is True
    user.remove_totp_seed("alice@example.com")
    assert loaded(ALICE)["TOTP"] is False


def test_recovery_codes(user):
    user.remove_recovery_codes("alice@example.com")
    user.remove_recovery_codes(ALICE)
    with fails("E112102", 404):
        user.remove_recovery_codes("nobody@example.com")


def test_trusted_devices(user, http):
    def devices():
        reply = http.post("/v1/mgmt/user/trusteddevices/list", json={"identifiers": [ALICE]})
        return {device["id"] for device in reply.json()["devices"]}

    [laptop, phone] = user.list_trusted_devices(["alice@example.com", BOB])["devices"]
    assert (laptop["name"], laptop["deviceType"], laptop["userId"]) == ("Laptop", "desktop", ALICE)
    assert laptop["lastLoginTime"] == "1767312000"
    user.remove_trusted_device("alice@example.com", ["device-laptop"])
    assert devices() == {"device-phone"}
    user.remove_trusted_device(ALICE, ["device-phone"])
    assert devices() == set()
