"""Organisations: read, checked, invented, written.

An organisation is a folder of three files (organisation.toml, people.csv, ties.csv), a bundled
one, a real one from the optional data package, or one made up by `generate`.
"""

from .importing.tables_and_graphs import from_csv
from .load import check, load, names
from .synthetic.generate import generate
from .synthetic.network import NetworkDesign, wire
from .types import (
    BUSINESS_ROLES,
    IT_ROLES,
    RHYTHMS,
    TRAITS,
    Organisation,
    OrganisationCalendar,
    Person,
    Service,
    Side,
    Ties,
)
from .write import new, write

__all__ = [
    "BUSINESS_ROLES",
    "IT_ROLES",
    "RHYTHMS",
    "TRAITS",
    "NetworkDesign",
    "Organisation",
    "OrganisationCalendar",
    "Person",
    "Service",
    "Side",
    "Ties",
    "check",
    "from_csv",
    "generate",
    "load",
    "names",
    "new",
    "wire",
    "write",
]
