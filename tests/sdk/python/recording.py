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
