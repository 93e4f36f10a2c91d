"""Ties of tables that were not written for itborg: edge tables, lists of mails, and reporting lines of an HR list.

Contact is frequency from 0 to 1. A weight x on another scale becomes x / (x + median), so that the median tie has
contact 0.5; the same rule holds for network files. That rule and the contact of a reporting line are assumptions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..reading.csv_table import CsvTable
from ..reading.raw_table import is_missing
from ..reading.receipt import Receipt
from .find_person import PersonFinder

#: Contact of a manager and a person who reports to them, in both directions. An assumption.
REPORTING_CONTACT = 0.5
#: Share of values above 1 from which a column named contact is taken for a weight; below it they are mistakes.
WEIGHT_SHARE = 0.5
_UNDIRECTED = ("undirected", "mutual", "ungerichtet", "false", "no", "0")


def as_our_ties(table: CsvTable, finder: PersonFinder) -> CsvTable:
    """Return a table of ties with ids of people.csv and contact from 0 to 1.

    table   columns source and target, and any of contact, trust and type (Gephi: directed or undirected)
    finder  finds the people that the table names

    A table with the columns of ties.csv and contacts from 0 to 1 stays as it is, so that its mistakes are reported.
    Without a column of contact, a tie has as much weight as it has rows. Rows about a person alone are left out; of
    several rows of a tie the one with most contact counts. Both are counted in the receipt.
    """
    receipt = table.receipt
    rows = list(range(len(table)))
    source, target = ([finder(cell) for cell in table.column(name)] for name in ("source", "target"))
    both = [cell.lower() in _UNDIRECTED for cell in table.column("type")]
    contact = _weights(table)
    if contact is not None and not _is_weight(table, contact) and _is_ours(table):
        receipt.notes += [text for text in (finder.note("ends of ties"),) if text]
        return replace(table, columns={**table.columns, "source": source, "target": target})
    trust = table.column("trust")
    most: dict[tuple[str, str], tuple[float, int]] = {}
    selves = repeated = 0
    counted = Counter((source[row], target[row]) for row in rows) if contact is None else Counter()
    for row in rows:
        if source[row] == target[row] and source[row]:
            selves += 1
            continue
        weight = float(counted[source[row], target[row]]) if contact is None else contact[row]
        ends = ((source[row], target[row]), (target[row], source[row]))
        known = most.get(ends[0])
        repeated += known is not None and contact is not None
        for pair in ends if both[row] else ends[:1]:
            if pair not in most or weight > most[pair][0]:
                most[pair] = (weight, row)
    receipt.left_out["about a person and themselves"] += selves
    receipt.left_out["about a tie that is there already; most contact counts"] += repeated
    receipt.used -= selves + repeated
    values, note = scaled([weight for weight, _ in most.values()], _is_weight(table, contact))
    if contact is None:
        receipt.notes.append("there is no column of contact: a tie has as much weight as it has rows")
    receipt.notes += [text for text in (note, finder.note("ends of ties")) if text]
    if any(both):
        receipt.notes.append(f"{sum(both)} undirected edges become ties in both directions")
    kept = [row for _, row in most.values()]
    if contact is not None:
        values = [value or table.column("contact")[row] for value, row in zip(values, kept, strict=True)]
    columns = {
        "source": [a for a, _ in most], "target": [b for _, b in most], "contact": values,
    }  # fmt: skip
    if "trust" in table.columns:
        columns["trust"] = ["" if is_missing(trust[row]) else trust[row] for row in kept]
    receipt.facts["edges"], receipt.facts["ties"] = table.total, len(most)
    return replace(table, columns=columns, lines=[table.lines[row] for row in kept])


def _is_ours(table: CsvTable) -> bool:
    """Return whether the columns are those of ties.csv."""
    return "type" not in table.columns and all(
        name.lower() == role for role, name in table.receipt.mapping.columns.items()
    )


def _weights(table: CsvTable) -> list[float] | None:
    """Return the numbers in the column of contact, None without one.

    An empty field or another text is NaN here, and reported when contact is checked.
    """
    if "contact" not in table.columns:
        return None
    found = []
    for cell in table.column("contact"):
        try:
            number = float(cell.replace(",", ".") if table.comma else cell)
        except ValueError:
            number = float("nan")
        found.append(number)
    return found


def _is_weight(table: CsvTable, contact: Sequence[float] | None) -> bool:
    """Return whether numbers are on another scale than contact: by the column's name, or because most are above 1.

    Weights that are all 1, as some programs write them where there are none, are on another scale too.
    """
    if contact is None:
        return True
    known = [x for x in contact if np.isfinite(x)]
    above = sum(x > 1.0 for x in known)
    named = table.receipt.mapping.columns["contact"].lower()
    if named != "contact" and set(known) == {1.0}:
        return True
    return above > 0 and (named != "contact" or above >= WEIGHT_SHARE * len(known))


def scaled(weights: Sequence[float], is_weight: bool) -> tuple[list[str], str]:
    """Return contacts as texts, and a sentence on the scale; "" if the numbers are contacts already.

    Negative, infinite and unknown numbers stay as they are, so that they are reported with their line.

    >>> scaled([1.0, 3.0, 9.0], True)
    (['0.25', '0.5', '0.75'], 'weights become contact: weight / (weight + 3), 0.5 at the median')
    """
    known = [x for x in weights if np.isfinite(x) and x > 0.0]
    if not is_weight or not known:
        return ["" if np.isnan(x) else f"{x:g}" for x in weights], ""
    middle = float(np.median(known))
    values = [x / (x + middle) if np.isfinite(x) and x >= 0.0 else x for x in weights]
    note = f"weights become contact: weight / (weight + {middle:g}), 0.5 at the median"
    return ["" if np.isnan(x) else f"{round(x, 4):g}" for x in values], note


def reporting_ties(people: CsvTable, finder: PersonFinder, receipt: Receipt) -> list[tuple[str, str, str]]:
    """Return the ties of people and their managers, in both directions, as texts: source, target, contact.

    people   with the column manager, which holds an id, name or mail address
    finder   finds the managers
    receipt  gets the number of ties, and of managers who are not in the table
    """
    ids = people.column("id")
    known, strangers = set(ids), 0
    found: dict[tuple[str, str], None] = {}
    for person, cell in zip(ids, people.column("manager"), strict=True):
        manager = "" if is_missing(cell) else finder(cell)
        if manager and manager not in known:
            strangers += 1
        elif manager and manager != person:
            found[person, manager] = found[manager, person] = None
    column = receipt.mapping.columns["manager"]
    absent = f"; {strangers} people name a manager who is not in the table" if strangers else ""
    lines = f"the reporting lines of {column} become {len(found)} ties with contact {REPORTING_CONTACT:g}"
    receipt.notes.append(f"{lines} (an assumption){absent}")
    return [(a, b, f"{REPORTING_CONTACT:g}") for a, b in found]
