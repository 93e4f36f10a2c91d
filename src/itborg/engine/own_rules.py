"""Rules and mechanisms of a user in a run, and how a run moves on.

A rule takes the place of a built-in one and is compiled with the rest; a mechanism adds parameters that rules of a user
read. Both are fixed before a run begins. `itborg.Behaviour` adds what acts day by day in Python.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..common.errors import InputError, did_you_mean, unknown
from ..common.own_code import identity_of, named_code, names_code
from ..mechanisms.mechanism import EQUATIONS, Mechanism
from ..mechanisms.registry import MECHANISMS, declare
from .kernels import BUILT_IN, Kernels, kernels_with

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, eq=False)
class OwnRules:
    """Rules and mechanisms that differ from those of the model.

    rules       functions by the name of the rule that each replaces, such as {"labels.utility": mine}: scalar Python
                functions with the same arguments
    mechanisms  subclasses of Mechanism whose parameters the rules read as `p.name`
    """

    rules: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    mechanisms: tuple[type[Mechanism], ...] = ()

    def __post_init__(self) -> None:
        """Check names and arguments, and make own parameters known. Raises InputError."""
        object.__setattr__(self, "mechanisms", tuple(self.mechanisms))
        for one in self.mechanisms:
            if not (isinstance(one, type) and issubclass(one, Mechanism)):
                raise InputError(f"mechanisms: {one!r} is not a subclass of Mechanism")
            declare(one)
        for name, function in self.rules.items():
            check_rule(name, function)

    @property
    def kernels(self) -> Kernels:
        """The kernels with these rules, compiled when first called."""
        if not self.rules:
            return BUILT_IN
        text = repr(sorted((name, identity_of(one)) for name, one in self.rules.items()))
        return kernels_with(self.rules, hashlib.sha256(text.encode()).hexdigest()[:16])

    @property
    def acts(self) -> bool:
        """Whether something acts in Python between days."""
        return False

    def begin(self, world: Any, strategy: Any, setup: Any) -> Any:
        """Return a run in progress (simulation.Course) in which something acts between days; only where `acts`."""
        raise NotImplementedError

    @property
    def parts(self) -> dict[str, Any]:
        """Everything of the user by its place, such as "rules.labels.utility"."""
        own = {f"rules.{name}": one for name, one in self.rules.items()}
        return own | {f"mechanisms.{one.__name__}": one for one in self.mechanisms}

    @cached_property
    def identity(self) -> dict[str, str]:
        """Name and hash of the source of everything of the user, by its place: what manifests and run ids hold."""
        return {place: identity_of(one) for place, one in sorted(self.parts.items())}


def check_rule(name: str, function: Callable[..., Any]) -> None:
    """Raise InputError unless a function can replace a rule: a known name, and the same arguments in the same order.

    name  "mechanism.rule", such as "labels.utility"
    """
    mechanism, _, what = name.partition(".")
    if mechanism not in MECHANISMS:
        raise unknown("mechanism", mechanism, MECHANISMS)
    module = import_module(f"..mechanisms.{mechanism}", __package__)
    known = [key for key, one in vars(module).items() if callable(one) and one in EQUATIONS]
    if what not in known:
        raise InputError(f"mechanism {mechanism} has no rule '{what}'; {did_you_mean(what, known)}")
    if not callable(function):
        raise InputError(f"rules[{name!r}] = {function!r} is not a function")
    wanted, found = (list(inspect.signature(one).parameters) for one in (getattr(module, what), function))
    if wanted != found:
        raise InputError(f"rule {name} takes ({', '.join(wanted)}); {function.__name__} takes ({', '.join(found)})")


def behaviour_of(given: Any, folder: Path | None = None) -> OwnRules | None:
    """Return the behaviour of an argument: a Behaviour, "FILE.py:NAME" or "MODULE:NAME" of one, or None.

    folder  for relative files

    A function without arguments that returns a behaviour is called. Raises InputError for anything else.
    """
    found = named_code(given, folder) if names_code(given) else given
    if callable(found) and not isinstance(found, type):
        found = found()
    if found is not None and not isinstance(found, OwnRules):
        raise InputError(
            f"behaviour = {given!r} is neither an itborg.Behaviour nor the name of one, such as 'mine.py:behaviour'"
        )
    return found
