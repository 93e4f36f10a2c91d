"""How business people and IT people in one organisation come to work together, or fail to.

>>> import itborg
>>> model = itborg.Model("grab_at_pizza", "vocr_board", rng=42, burn_in=10)
>>> model.run_for(5)
>>> model.time
5.0

Nothing heavy is imported before one of these names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agents import BusinessManager, ITStaff
    from .answers import calibrate, discover, optimise
    from .answers.sensitivity import sensitivity
    from .comparison import Comparison, compare
    from .errors import InputError
    from .measures import MEASURES
    from .mechanisms import MECHANISMS
    from .model import Model
    from .organisation import Organisation, generate, load
    from .parameters import PARAMETERS
    from .simulation import ensemble, simulate
    from .strategies import STRATEGIES, strategy

    __version__: str

__all__ = [
    "MEASURES",
    "MECHANISMS",
    "PARAMETERS",
    "STRATEGIES",
    "BusinessManager",
    "Comparison",
    "ITStaff",
    "InputError",
    "Model",
    "Organisation",
    "__version__",
    "calibrate",
    "compare",
    "discover",
    "ensemble",
    "generate",
    "load",
    "optimise",
    "sensitivity",
    "simulate",
    "strategy",
]
#: Where each name lives.
_HOMES = {
    "BusinessManager": "agents",
    "Comparison": "comparison",
    "ITStaff": "agents",
    "InputError": "errors",
    "MEASURES": "measures",
    "MECHANISMS": "mechanisms",
    "Model": "model",
    "Organisation": "organisation",
    "PARAMETERS": "parameters",
    "STRATEGIES": "strategies",
    "calibrate": "answers",
    "compare": "comparison",
    "discover": "answers",
    "ensemble": "simulation",
    "generate": "organisation",
    "load": "organisation",
    "optimise": "answers",
    "sensitivity": "answers",
    "simulate": "simulation",
    "strategy": "strategies",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first used."""
    if name == "__version__":
        from .version import itborg_version

        return itborg_version()
    if name not in _HOMES:
        raise AttributeError(f"module 'itborg' has no attribute {name!r}")
    value = getattr(import_module("." + _HOMES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return what there is."""
    return sorted({*globals(), *__all__})
