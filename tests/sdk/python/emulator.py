"""One emulator for the whole run, and the users of the seed anew for every test."""

import json
import os
import subprocess
from pathlib import Path

import httpx
import pytest
from descope import DescopeClient

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
