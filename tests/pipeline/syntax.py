"""Reads scripts whose interpreters are not at hand, and names the first place that is not their language."""

import sys
from pathlib import Path

import tree_sitter_powershell
import tree_sitter_ruby
from tree_sitter import Language, Node, Parser

LANGUAGES = {".ps1": tree_sitter_powershell, ".rb": tree_sitter_ruby}


def first_error(node: Node) -> Node | None:
    """The innermost node that did not parse: the outer ones reach over much that is right."""
    if not node.has_error:
        return None
    for child in node.children:
        found = first_error(child)
        if found is not None:
            return found
    return node


def check(path: Path) -> bool:
    parser = Parser(Language(LANGUAGES[path.suffix].language()))
    error = first_error(parser.parse(path.read_bytes()).root_node)
    if error is not None:
        print(f"{path}:{error.start_point.row + 1}: this is not {path.suffix[1:]}", file=sys.stderr)
    return error is None


if __name__ == "__main__":
    sys.exit(not all([check(Path(name)) for name in sys.argv[1:]]))
