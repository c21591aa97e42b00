"""Notes which methods of an SDK object the tests call, and with which arguments."""

import functools
import inspect


def public_methods(kind):
    """Name and signature of every method that users of the SDK may call."""
    methods = inspect.getmembers(kind, inspect.isfunction)
    return {name: inspect.signature(method) for name, method in methods if not name.startswith("_")}


class Recording:
    """Stands before an SDK object, passes every call on as it is, and keeps the names of its arguments."""

    def __init__(self, target):
        self.target = target
        self.calls = {}

    def __getattr__(self, name):
        method = getattr(self.target, name)
        signature = inspect.signature(method)

        @functools.wraps(method)
        def call(*args, **kwargs):
            given = signature.bind(*args, **kwargs).arguments
            answer = method(*args, **kwargs)
            self.calls.setdefault(name, []).append(frozenset(given))
            return answer

        return call


class Waiting:
    """Stands before the asynchronous client and waits for its answers, so that one test does for both clients."""

    def __init__(self, loop, target):
        self.loop = loop
        self.target = target

    def __getattr__(self, name):
        found = getattr(self.target, name)
        if isinstance(found, str):
            return found
        if not callable(found):
            return Waiting(self.loop, found)

        @functools.wraps(found)
        def call(*args, **kwargs):
            answer = found(*args, **kwargs)
            return self.loop.run_until_complete(answer) if inspect.isawaitable(answer) else answer

        return call
