"""What the tests share: noting calls, looking things up without the SDK, expecting errors."""

import asyncio
from contextlib import contextmanager

import pytest
from descope import AuthException
from descope.descope_client_async import DescopeClientAsync
from recording import Recording, Waiting

pytest_plugins = ["emulator"]


@pytest.fixture(scope="session", params=["sync", "async"])
def client(request, client, emulator):
    """Both clients of the SDK, one after the other."""
    if request.param == "sync":
        yield client
        return
    loop = asyncio.new_event_loop()
    other = DescopeClientAsync(
        project_id=emulator["projectId"],
        management_key=emulator["managementKey"],
        base_url=emulator["baseUrl"],
    )
    yield Waiting(loop, other)
    loop.run_until_complete(other.aclose())
    loop.close()


CALLS = {}


@pytest.fixture(scope="session")
def recordings(client):
    """What the tests call of the SDK's user management and of its tokens, for each client."""
    recordings = {"user": Recording(client.mgmt.user), "jwt": Recording(client.mgmt.jwt)}
    for kind, recording in recordings.items():
        # The tests of one client need not run in one go.
        recording.calls = CALLS.setdefault((type(client), kind), {})
    return recordings


@pytest.fixture
def user(recordings):
    return recordings["user"]


@pytest.fixture
def jwt(recordings):
    return recordings["jwt"]


@pytest.fixture
def loaded(http):
    """Loads a user without the SDK, by login ID or user ID."""

    def load(identifier):
        reply = http.get("/v1/mgmt/user", params={"loginId": identifier})
        reply.raise_for_status()
        return reply.json()["user"]

    return load


@pytest.fixture
def fresh_again(http):
    """Puts the seed back in the middle of a test."""
    from emulator import SEED

    def start_anew():
        http.post("/_emulator/reset").raise_for_status()
        http.post("/_emulator/seed", content=SEED.read_bytes()).raise_for_status()

    return start_anew


@pytest.fixture
def exists(http):
    """Whether a login ID or user ID finds anybody, without the SDK."""
    return lambda identifier: http.get("/v1/mgmt/user", params={"loginId": identifier}).is_success


@pytest.fixture
def outbox(http):
    """What would have been sent, latest first."""
    return lambda **filters: http.get("/_emulator/outbox", params=filters).raise_for_status().json()["messages"]


@contextmanager
def fails(code, status=None):
    """Expects the emulator's error with this code; the SDK keeps the reply's text as its message."""
    with pytest.raises(AuthException) as caught:
        yield caught
    assert code in str(caught.value.error_message), caught.value
    assert status is None or caught.value.status_code == status, caught.value


def pytest_collection_modifyitems(items):
    """What looks at the calls of the other tests comes last."""
    items.sort(key=lambda item: item.module.__name__ == "test_completeness")
