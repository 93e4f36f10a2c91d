"""Organisations: read, checked, invented, written.

An organisation is a folder of three files (organisation.toml, people.csv, ties.csv), a bundled
one, a real one from the optional data package, or one made up by `generate`.
"""

from itborg.organisation.from_csv import from_csv
from itborg.organisation.generate import generate
from itborg.organisation.read import check, load, names
from itborg.organisation.template import new
from itborg.organisation.types import (
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
from itborg.organisation.wiring import Wiring, wire
from itborg.organisation.write import write

__all__ = [
    "BUSINESS_ROLES",
    "IT_ROLES",
    "RHYTHMS",
    "TRAITS",
    "Organisation",
    "OrganisationCalendar",
    "Person",
    "Service",
    "Side",
    "Ties",
    "Wiring",
    "check",
    "from_csv",
    "generate",
    "load",
    "names",
    "new",
    "wire",
    "write",
]
