"""Fails when an operation of the contract was never answered with success: then nothing behind its checks ran."""

import json
import sys
from collections import Counter

import yaml

contract, requests = sys.argv[1:]
with open(contract) as file:
    paths = yaml.safe_load(file)["paths"]
methods = {"get", "post", "put", "patch", "delete"}
operations = {(method.upper(), path) for path, item in paths.items() for method in item if method in methods}

answers = Counter()
with open(requests) as file:
    for entry in map(json.loads, file):
        answers[entry["method"], entry["path"]] += entry["status"] == 200

missed = sorted(operation for operation in operations if not answers[operation])
for method, path in missed:
    print(f"never answered 200: {method} {path}")
print(f"{len(operations) - len(missed)} of {len(operations)} operations succeeded at least once, ", end="")
print(f"{min(answers[operation] for operation in operations)} times at least")
sys.exit(bool(missed))
