"""The portable way to compile: documented functions of numba only, for releases the fast way was not tested on.

A kernel sees the world, a NamedTuple of some thirty arrays, as a `structref`, which is passed by one pointer. By value,
without this file, a run would take ten times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import types
from numba.experimental import structref
from numba.extending import overload

#: Options of a rule.
RULE: dict[str, Any] = {"error_model": "numpy"}
#: Options of a kernel.
KERNEL: dict[str, Any] = {}


@structref.register
class _WorldType(types.StructRef):  # type: ignore[misc]
    """The numba type of a world that is passed by one pointer."""

    def preprocess_fields(self, fields: Any) -> Any:
        """Return the fields with types that do not depend on the value of a constant."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


def by_reference[W](world: W) -> W:
    """Return the world itself; inside a kernel, a reference to its fields."""
    return world


@overload(by_reference)
def _by_reference(world: Any) -> Callable[[Any], Any]:
    kind = _WorldType(list(zip(world.fields, world.types, strict=True)))
    lines = [f"    made.{name} = world.{name}" for name in world.fields]
    code = "\n".join(["def reference(world):", "    made = new(kind)", *lines, "    return made"])
    names: dict[str, Any] = {"new": structref.new, "kind": kind}
    exec(code, names)
    reference: Callable[[Any], Any] = names["reference"]
    reference.__annotations__ = {"world": "Any"}  # numba compares signatures with the function above
    return reference
