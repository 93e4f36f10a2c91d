"""An agent-based model of how business and IT people in an organisation work together.

>>> import itborg
>>> model = itborg.Model("grab_at_pizza", "vocr_board", rng=42, burn_in=10)
>>> model.run_for(5)
>>> model.time
5.0

Importing the package is fast: a public name imports its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analysis.comparison.compare import compare
    from .analysis.comparison.result import Comparison
    from .analysis.discovery.discover import discover
    from .analysis.measures.own import run_measure
    from .analysis.measures.registry import MEASURES
    from .analysis.optimisation.optimise import optimise
    from .analysis.sensitivity.sensitivity import sensitivity
    from .analysis.study.design import Design
    from .analysis.study.evaluate import evaluate
    from .analysis.study.factors import Factor
    from .common.errors import InputError
    from .engine.ensemble import ensemble
    from .engine.simulation import simulate
    from .evidence.calibration.calibrate import calibrate
    from .mechanisms.mechanism import Mechanism, parameter
    from .mechanisms.registry import KNOCKOUTS, MECHANISMS, PARAMETERS
    from .mesa_model.agents import BusinessManager, ITStaff
    from .mesa_model.behaviour import Behaviour
    from .mesa_model.model import Model
    from .organisation.load import load
    from .organisation.synthetic.generate import generate
    from .organisation.types import Organisation
    from .report.presentation import plot, write_report
    from .strategies.base import Strategy
    from .strategies.registry import STRATEGIES
    from .strategies.specification import strategy

    __version__: str

__all__ = [
    "KNOCKOUTS",
    "MEASURES",
    "MECHANISMS",
    "PARAMETERS",
    "STRATEGIES",
    "Behaviour",
    "BusinessManager",
    "Comparison",
    "Design",
    "Factor",
    "ITStaff",
    "InputError",
    "Mechanism",
    "Model",
    "Organisation",
    "Strategy",
    "__version__",
    "calibrate",
    "compare",
    "discover",
    "ensemble",
    "evaluate",
    "generate",
    "load",
    "optimise",
    "parameter",
    "plot",
    "run_measure",
    "sensitivity",
    "simulate",
    "strategy",
    "write_report",
]
#: Module of each public name.
_MODULES = {
    "Behaviour": "mesa_model.behaviour",
    "BusinessManager": "mesa_model.agents",
    "Comparison": "analysis.comparison.result",
    "Design": "analysis.study.design",
    "Factor": "analysis.study.factors",
    "ITStaff": "mesa_model.agents",
    "InputError": "common.errors",
    "MEASURES": "analysis.measures.registry",
    "KNOCKOUTS": "mechanisms.registry",
    "MECHANISMS": "mechanisms.registry",
    "Mechanism": "mechanisms.mechanism",
    "Model": "mesa_model.model",
    "Organisation": "organisation.types",
    "PARAMETERS": "mechanisms.registry",
    "STRATEGIES": "strategies.registry",
    "Strategy": "strategies.base",
    "calibrate": "evidence.calibration.calibrate",
    "compare": "analysis.comparison.compare",
    "discover": "analysis.discovery.discover",
    "ensemble": "engine.ensemble",
    "evaluate": "analysis.study.evaluate",
    "generate": "organisation.synthetic.generate",
    "load": "organisation.load",
    "optimise": "analysis.optimisation.optimise",
    "parameter": "mechanisms.mechanism",
    "plot": "report.presentation",
    "run_measure": "analysis.measures.own",
    "sensitivity": "analysis.sensitivity.sensitivity",
    "simulate": "engine.simulation",
    "strategy": "strategies.specification",
    "write_report": "report.presentation",
}


def __getattr__(name: str) -> Any:
    """Import the module of a public name when the name is first used. Raises AttributeError for any other name."""
    if name == "__version__":
        from .common.version import itborg_version

        return itborg_version()
    if name not in _MODULES:
        raise AttributeError(f"module 'itborg' has no attribute {name!r}")
    value = getattr(import_module("." + _MODULES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the names of the module and all public names."""
    return sorted({*globals(), *__all__})
