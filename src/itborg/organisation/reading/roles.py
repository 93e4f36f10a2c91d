"""Mapping of free-text roles to the known role that each acts like.

Organisations name roles freely; the model has rules for those of IT_ROLES and BUSINESS_ROLES. The patterns are
assumptions, and a warning names every role that they map.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..types import BUSINESS_ROLES, IT_ROLES, Side

#: Patterns and roles, tried from top to bottom; the first pattern found in the text decides.
_IT_WORDS = (
    (r"problem|root cause", "problem manager"),
    (r"change|release", "change manager"),
    (r"\bc[it]o\b|chief|director|head of|\bit manager|vice president|\bvp\b", "cio"),
    (r"\bdesk|servicedesk|help|support|first line|call|dispatch", "service desk"),
    (r"relationship|\bbrm\b|deliver|account|liaison", "service delivery manager"),
    (r"service (level|manage|owner)|business analyst", "service delivery manager"),
    (r"process|quality|itil|audit|compliance|governance", "process manager"),
    (r"devel|\bdev\b|program|software|\bweb\b|test|architect|analyst|data scien", "developer"),
    (r"oper|\bops\b|admin|network|infra|system|server|database|\bdba\b|devops", "operations"),
    (r"\bsre\b|engineer|technic|security|applic|platform", "operations"),
    (r"manager", "service delivery manager"),
)
_BUSINESS_WORDS = (
    (r"vice president|\bvp\b", "director"),
    (r"\bceo\b|chief executive|managing director|^owner|founder|president", "ceo"),
    (r"director|chief|\bc[fom]o\b|head\b|executive", "director"),
    (r"manag|lead|supervis|coordinat|officer", "manager"),
)
_DEFAULT = {"it": "operations", "business": "manager"}
_ROLES = {"it": IT_ROLES, "business": BUSINESS_ROLES}
_WORDS = {"it": _IT_WORDS, "business": _BUSINESS_WORDS}

#: Longest part of a text that can name a role, in characters.
MAX_LENGTH = 200


def plain(text: str) -> str:
    """Return a text in lower case, with a single space instead of spaces, -, _ and /.

    >>> plain("Service_Desk  ")
    'service desk'
    """
    return re.sub(r"[\s_/-]+", " ", text).strip().casefold()


def resolve(role: str, side: Side) -> str:
    """Return the known role that a free-text role of this side acts like.

    A known role is returned as it is, a misspelt one is corrected, and others are mapped by their words.

    >>> resolve("Service-Desk", "it"), resolve("sysadmin", "it"), resolve("BRM", "it")
    ('service desk', 'operations', 'service delivery manager')
    >>> resolve("Director of Finance", "business"), resolve("developr", "it")
    ('director', 'developer')
    """
    text = plain(role[:MAX_LENGTH])
    if text in _ROLES[side]:
        return text
    similar = get_close_matches(text, _ROLES[side], n=1, cutoff=0.8)
    return similar[0] if similar else _by_words(text, side)


def known(role: str, side: Side) -> bool:
    """Return whether a role is a known one of this side, ignoring case and separators."""
    return plain(role) in _ROLES[side]


def default(side: Side, team: str) -> str:
    """Return the role of a person without one: derived from the name of the team in IT, else the most common one.

    >>> default("it", "Service Desk"), default("it", "IT"), default("business", "Service Desk")
    ('service desk', 'operations', 'manager')
    """
    return _by_words(plain(team), side) if side == "it" else _DEFAULT[side]


def _by_words(text: str, side: Side) -> str:
    for pattern, role in _WORDS[side]:
        if re.search(pattern, text):
            return role
    return _DEFAULT[side]
