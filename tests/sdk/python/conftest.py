"""One emulator for the whole run, and the seed anew for every test."""

import json
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from descope import AuthException, DescopeClient
from recording import Recording

SEED = Path(__file__).parent.parent / "seed.json"


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    """Its `baseUrl`, `projectId` and `managementKey`, which it prints once it listens."""
    folder = tmp_path_factory.mktemp("emulator")
    command = [os.environ.get("DESCOPECTL", "descopectl"), "emulator", "start", "-o", "jsonl"]
    command += ["--listen", "127.0.0.1:0", "--db", str(folder / "test.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())
        process.terminate()


@pytest.fixture(scope="session")
def http(emulator):
    """Requests beside the SDK: to the emulator's own endpoints, and for what the SDK has no method for."""
    bearer = f"Bearer {emulator['projectId']}:{emulator['managementKey']}"
    with httpx.Client(base_url=emulator["baseUrl"], headers={"Authorization": bearer}) as http:
        yield http


@pytest.fixture(autouse=True)
def fresh(http):
    """Every test begins with the users of the seed and no others."""
    http.post("/_emulator/reset").raise_for_status()
    http.post("/_emulator/seed", content=SEED.read_bytes()).raise_for_status()


@pytest.fixture(scope="session")
def client(emulator):
    """The official SDK, pointed at the emulator."""
    return DescopeClient(
        project_id=emulator["projectId"],
        management_key=emulator["managementKey"],
        base_url=emulator["baseUrl"],
    )


@pytest.fixture(scope="session")
def recordings(client):
    """What the tests call of the SDK's user management and of its tokens."""
    return {"user": Recording(client.mgmt.user), "jwt": Recording(client.mgmt.jwt)}


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
