"""The encoding of a text file, found from its bytes and stated, so that nobody has to convert a file first.

UTF-8, UTF-16 and UTF-32 are certain or refused. Other encodings cannot be told apart with certainty: charset-normalizer
proposes one, Windows-1252 where it is undecided, and the receipt of an import names the one that was taken.
"""

from __future__ import annotations

import codecs
import re

from .file_content import UnreadableError

#: Byte order marks and the encodings that they stand for, longest first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
#: Encodings other than Unicode in which tables are written, the likeliest first.
_LEGACY = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "euc_kr", "mac_roman", "cp850")
#: Those of languages with Latin letters, which charset-normalizer cannot tell apart reliably.
_LATIN = ("cp1252", "cp1250", "mac_roman", "cp850")
#: Letters outside ASCII below which a proposal other than Windows-1252 is not believed, and bytes that are looked at.
_FEW_LETTERS, _SAMPLE = 12, 200_000
#: Signs that stand beside letters in ordinary texts: quotation marks, dashes, the Spanish marks.
_USUAL = "\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\xa0\xa1\xab\xbb\xbf\xb0\u20ac"


def encoding_of(data: bytes, stated: str = "") -> str:
    """Return the name of the encoding of a text, as Python knows it.

    data    all the content of a file
    stated  the encoding that the user names; "" to find it

    Raises UnreadableError, with the line, for an unknown name, for bytes of value zero, for a text that is not written
    in the encoding that is stated or that its byte order mark announces, and for UTF-8 with single bytes that are not.
    """
    found = stated or next((name for mark, name in _MARKS if data.startswith(mark)), "") or _unmarked_utf16(data)
    if found:
        return _checked(data, found)
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise UnreadableError(f"byte {at} is NUL, so this is not text; save it as UTF-8", line_of(data, at))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)
    return "utf-8"


def line_of(data: bytes, at: int) -> int:
    """Return the 1-based line of a byte, whatever the line ends."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _checked(data: bytes, name: str) -> str:
    """Return the name of an encoding in which the data can be decoded. Raises UnreadableError otherwise."""
    try:
        text = data.decode(name)
    except LookupError:
        raise UnreadableError(f"there is no encoding '{name}'; usual names are utf-8, utf-16 and cp1252") from None
    except (UnicodeError, ValueError) as error:
        at = getattr(error, "start", 0) + 3 * (name == "utf-8-sig")
        shown = {"utf-8-sig": "UTF-8"}.get(name, name)
        message = f"byte {at} (0x{data[at : at + 1].hex()}) is not {shown}, the encoding of this file"
        raise UnreadableError(message, line_of(data, at)) from None
    if "\x00" in text:
        raise UnreadableError("there is a NUL, so this is not text", text[: text.index("\x00")].count("\n") + 1)
    return name


def _unmarked_utf16(data: bytes) -> str:
    """Return the encoding of UTF-16 without a byte order mark: half of the bytes of Latin text are zero; else ""."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) > 3 and max(even, odd) > 0.4 * len(sample[::2]) and min(even, odd) < 0.05 * len(sample):
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _legacy(data: bytes, at: int) -> str:
    """Return the likeliest encoding of a text that is not Unicode.

    at  position of the first byte that is not UTF-8

    Raises UnreadableError if most of the letters outside ASCII are UTF-8, so that single bytes are damaged.
    """
    letters = data.decode("utf-8", errors="replace")
    bad = letters.count("\ufffd")
    if sum(letter > "\x7f" for letter in letters) - bad > bad:
        raise UnreadableError(
            f"byte {at} (0x{data[at]:02x}) is not UTF-8 although the rest of the file is; "
            "correct it there, or name the encoding with --encoding",
            line_of(data, at),
        )
    return _checked(data, _proposed(data) or "cp1252")


def _proposed(data: bytes) -> str:
    """Return the encoding that charset-normalizer proposes; "" if there are too few letters to tell, or none fits."""
    if len(re.findall(rb"[\x80-\xff]", data[:_SAMPLE])) < _FEW_LETTERS:
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY)).best()
    if best is None or best.encoding in _LATIN:
        return _plainest(data[:_SAMPLE], _LATIN)
    try:
        data.decode(best.encoding)
    except (UnicodeError, ValueError):
        return ""
    return best.encoding


def _plainest(data: bytes, names: tuple[str, ...]) -> str:
    """Return the first of some encodings in which fewest signs that are no letters stand beside letters."""

    def signs(name: str) -> int:
        text = data.decode(name, "replace")
        return len(re.findall(rf"(?<=[^\W\d_])[^\w\x00-\x7f{_USUAL}]|[^\w\x00-\x7f{_USUAL}](?=[^\W\d_])", text)) + len(
            re.findall(r"[^\W\d_][\xb2\xb3\xb9]|[\xb2\xb3\xb9][^\W\d_]", text)
        )

    return min(names, key=signs)
