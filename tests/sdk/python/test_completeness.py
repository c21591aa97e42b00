"""Fails when a method of the SDK, or an argument of one, is not driven by a test."""

import inspect

import pytest
from descope.management.jwt import JWT
from descope.management.jwt_async import JWTAsync
from descope.management.user import User
from descope.management.user_async import UserAsync
from recording import public_methods

# The API refuses these calls without an email or a phone, which the SDK calls optional.
LEAST = {"create": {"login_id", "phone"}, "create_test_user": {"login_id", "email"}}


@pytest.fixture(autouse=True)
def whole_run(request):
    if request.config.option.keyword or request.config.args_source.name == "ARGS":
        pytest.skip("only some tests ran")


KINDS = {("user", "sync"): User, ("jwt", "sync"): JWT, ("user", "async"): UserAsync, ("jwt", "async"): JWTAsync}


@pytest.mark.parametrize("kind", ["user", "jwt"])
def test_every_method_is_driven_with_least_and_with_every_argument(request, recordings, kind):
    problems = []
    methods = public_methods(KINDS[kind, request.node.callspec.id.split("-")[0]])
    for method, signature in methods.items():
        calls = recordings[kind].calls.get(method, [])
        parameters = [each for each in signature.parameters.values() if each.name != "self"]
        least = {each.name for each in parameters if each.default is inspect.Parameter.empty}
        most = {each.name for each in parameters}
        if not any(call == LEAST.get(method, least) for call in calls):
            problems.append(f"{method} with least arguments")
        if not any(call >= most for call in calls):
            seen = set().union(*calls) if calls else set()
            problems.append(f"{method} with every argument; never given: {sorted(most - seen)}")
    assert not problems, "\n".join(problems)
