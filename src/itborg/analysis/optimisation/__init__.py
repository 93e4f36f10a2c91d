"""Which interventions, in which order and dose, under a budget; robust over what is uncertain, with regret."""

from .optimise import Programme, Specification, optimise

__all__ = ["Programme", "Specification", "optimise"]
