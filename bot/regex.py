"""Regular expressions that are compiled when they are first asked, not when their module is imported.

The rules hold a thousand of them, which `re` compiles in a second: too long for a command that understands nothing.
What one process has compiled, another of the same interpreter may take over (`code_of`, `from_code`), as modules are
from their `.pyc`: that takes a fiftieth of the time.
"""

from __future__ import annotations

import re
from array import array
from importlib import import_module
from typing import Any, Final, TypeAlias, cast

# What `re.compile` does in two steps. Neither is public; both have kept their form since Python 3.11.
_parser: Final[Any] = import_module("re._parser")
_compiler: Final[Any] = import_module("re._compiler")
_engine: Final[Any] = import_module("_sre")

#: Flags, the engine's code, how many groups there are, and the numbers of those that have names.
Code: TypeAlias = tuple[int, bytes, int, dict[str, int]]

#: How the engine's code is kept: 32 bits each.
_WORD: Final = "I"


class Lazy:
    """What `re.compile` gives, compiled at its first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.asked_flags = int(flags)

    def take(self, compiled: re.Pattern[str]) -> None:
        """Take over what was compiled of the same pattern."""
        self.__dict__["compiled"] = compiled

    def __getattr__(self, name: str) -> Any:
        if name == "compiled":
            found: Any = re.compile(self.pattern, self.asked_flags)
        else:
            found = getattr(self.compiled, name)
        # From now on it stands in the instance and costs what it costs with `re`.
        self.__dict__[name] = found
        return found


#: All that were made.
LAZY: Final[list[Lazy]] = []


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a module, not yet compiled: a wrong one raises re.error at its first use. It is never let go."""
    LAZY.append(Lazy(pattern, flags))
    return cast("re.Pattern[str]", LAZY[-1])


def code_of(pattern: str, flags: int = 0) -> Code:
    """What it is compiled to. Raises re.error."""
    tree = _parser.parse(pattern, flags)
    code = array(_WORD, _compiler._code(tree, flags))
    return int(flags | tree.state.flags), code.tobytes(), tree.state.groups - 1, dict(tree.state.groupdict)


def from_code(pattern: str, code: Code) -> re.Pattern[str]:
    """The pattern as it was compiled. Raises RuntimeError where the engine finds that this is no code of its own."""
    flags, words, groups, names = code
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    listed = array(_WORD)
    listed.frombytes(words)
    compiled = _engine.compile(pattern, flags, listed.tolist(), groups, names, tuple(by_number))
    return cast("re.Pattern[str]", compiled)
