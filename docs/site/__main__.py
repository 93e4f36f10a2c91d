"""Build the documentation site into build/site: `uv run --group docs python -m docs.site`.

1. Pages of the repository are copied with their folders, so that links between them stay what they are.
2. Pages of the program are written from it: commands, Python interface, names, glossary.
3. Lessons are executed and their replays recorded; unchanged ones are kept in build/kept. The result in README.md
   is that of a lesson: it is compared, or written with `--write`.
4. Pictures are taken with a browser, or those in docs/pictures are used where there is none.
5. MkDocs builds the site in strict mode, and every link and file that the site names is looked up.

Needs no network.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import time
from pathlib import Path

from . import lesson_pages, links, pictures, readme, reference, replays

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
PAGES, SITE, KEPT = BUILD / "pages", BUILD / "site", BUILD / "kept"
#: What is copied besides the documents: files that they link to.
COPIED = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
FOLDERS = ("docs", "experiments", "results")
#: Text in documents of the repository -> what the site has instead: pages that only one of them has.
OF_THE_SITE = {
    "(../README.md": "(../index.md",
    "*Python interface*": "[Python interface](../reference/python.md)",
}


def of_the_site(text: str) -> str:
    """Return the text of a document with links to pages that only the site has."""
    for here, there in OF_THE_SITE.items():
        text = text.replace(here, there)
    return text


def copy_pages() -> None:
    """Copy the pages of the repository into the folder of pages, which is emptied first."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for name in COPIED:
        shutil.copy(ROOT / name, PAGES / name)
    for folder in FOLDERS:
        for path in (*(ROOT / folder).glob("*.md"), *(ROOT / folder).glob("*.toml")):
            target = PAGES / folder / path.name
            target.parent.mkdir(exist_ok=True)
            target.write_text(of_the_site(path.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copy(ROOT / "docs" / "site" / "index.md", PAGES / "index.md")
    for path in (ROOT / "docs" / "site" / "assets").iterdir():
        shutil.copy(path, PAGES / path.name)


def main(arguments: list[str] | None = None) -> int:
    """Build the site and return the exit code: 0, or 1 if a link is broken."""
    parser = argparse.ArgumentParser(prog="python -m docs.site", description="Build the documentation site.")
    parser.add_argument("--write", action="store_true", help="write the result of README.md instead of checking it")
    parser.add_argument("--no-pictures", action="store_true", help="use the committed pictures, without a browser")
    chosen = parser.parse_args(arguments)
    start = time.monotonic()

    def done(what: str) -> None:
        print(f"{time.monotonic() - start:6.1f} s  {what}", flush=True)

    copy_pages()
    reference.write_reference(PAGES, ROOT)
    done("pages written")
    lesson_pages.write_course(PAGES / "docs" / "course", KEPT)
    done("lessons executed")
    readme.check(ROOT / "README.md", PAGES / "docs" / "course", write=chosen.write)
    replays.write_replays(PAGES / "docs" / "replays", KEPT, lesson_pages.sources_hash())
    done("replays recorded")
    pictures.write_gallery(PAGES, use_browser=not chosen.no_pictures)
    done("pictures taken")
    build()
    done("site built")
    broken = links.broken(SITE)
    print("\n".join(broken), file=sys.stderr)
    done(f"links checked, {len(broken)} broken")
    return 1 if broken else 0


def build() -> None:
    """Run MkDocs in strict mode; raises an exception for every warning."""
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    config = load_config(str(Path(__file__).parent / "mkdocs.yml"))
    text = (Path(__file__).parent / "mkdocs.yml").read_text(encoding="utf-8")
    pages = (path.relative_to(PAGES).as_posix() for path in sorted((PAGES / "docs").glob("*.md")))
    if more := [page for page in pages if page not in text and page != "docs/README.md"]:
        config.nav.append({"More": more})  # so that no page is out of reach
    build_site(config)


if __name__ == "__main__":
    sys.exit(main())
