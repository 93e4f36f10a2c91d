"""How to cite the model and a study, and the page that tells a stranger what is in a folder of results.

CITATION.cff at the root of the project is written from here; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..common.version import itborg_version

TITLE = "itborg: an agent-based model of business-IT integration"
AUTHOR = "The itborg founders"
_CFF = """cff-version: 1.2.0
message: If you use this software, please cite it as below.
type: software
title: "{title}"
abstract: >-
  An agent-based model of how business people and IT people in one organisation come to work together, or fail to.
authors:
  - name: {author}
version: {version}
license: MIT
keywords:
  - agent-based model
  - business-IT alignment
  - ITSM
  - social network
  - simulation
"""
_README = """# {title}

Results of a study with itborg {version}, an agent-based model, under the MIT licence.

| file | contents |
|---|---|
| `report.html`, `figures/` | the results |
| `methods.md` | methods, citation, BibTeX |
| `odd.md` | the model by the ODD protocol, with every equation and parameter |
| `CITATION.cff` | how to cite the model |
| `request.json` | the study as it was run: command, study file, model, versions, parameters |
| `measures.parquet`, `points.parquet`, `runs.parquet`, `summary.parquet`, `failures.csv` | output data |
| `manifest.json` | hashes, seed and versions of Python and of all libraries |
| `SHA256SUMS` | checksums |

The software runs under Python {python} on Linux, macOS and Windows. To repeat the results, bit for bit:

    pip install 'itborg[studies]=={version}'
    itborg verify .
    itborg rerun .
"""


def citation_cff() -> str:
    """Return the content of CITATION.cff (Citation File Format 1.2.0) for the installed version."""
    return _CFF.format(title=TITLE, author=AUTHOR, version=itborg_version())


def bibtex(known: Mapping[str, Any]) -> str:
    """Return the entry of a study for BibTeX.

    known  the manifest of the study
    """
    study, digest = known["study"], known["study_hash"]
    return (
        f"@misc{{itborg-{digest},\n"
        f"  author = {{{{{AUTHOR}}}}},\n"
        f"  title = {{{{{TITLE}}}}},\n"
        f"  version = {{{study['version']}}},\n"
        f"  note = {{Study {_plain(study['name'])} ({digest}), model {known['model']}, seed {study['seed']}}},\n"
        "}\n"
    )


def readme(known: Mapping[str, Any]) -> str:
    """Return README.md of the folder of a study: what each file holds, and how to repeat the results.

    known  the manifest of the study
    """
    study = known["study"]
    return _README.format(
        title=study["question"] or study["name"], version=study["version"], python=known["versions"]["python"]
    )


def _plain(text: str) -> str:
    """Return a text without the characters that mean something to TeX.

    >>> _plain("trust_and_demand {50 %}")
    'trust and demand 50'
    """
    kept = (one if one.isalnum() or one in " .,:-" else " " for one in text)
    return " ".join("".join(kept).split())
