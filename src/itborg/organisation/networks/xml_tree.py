"""XML files as trees, whatever their namespaces, and never with entities: expanding those can fill the memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from .network import NetworkFileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def parse(data: bytes) -> Element:
    """Return the root of an XML document. Raises NetworkFileError for anything else, and for entities of its own."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse as parse_safely

    try:
        root: Element | None = parse_safely(io.BytesIO(data)).getroot()
    except DefusedXmlException:
        raise NetworkFileError("the file defines XML entities, which are not read; save it without them") from None
    except ParseError as error:
        line = error.position[0]
        raise NetworkFileError(f"line {line}: this is not XML ({str(error).partition(':')[0]})") from None
    except (LookupError, ValueError) as error:
        raise NetworkFileError(f"the encoding of the XML is not known ({error})") from None
    if root is None:
        raise NetworkFileError("this is not XML")
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of one name, in any namespace."""
    return (child for child in element if local(child) == name)


def first(element: Element, name: str) -> Element | None:
    """Return the first child of one name, in any namespace; None if there is none."""
    return next(children(element, name), None)


def attribute(element: Element, name: str) -> str:
    """Return an attribute without surrounding spaces, in any namespace; "" if it is absent."""
    if name in element.attrib:
        return element.attrib[name].strip()
    return next((v.strip() for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def text(element: Element | None) -> str:
    """Return the text of an element and all inside it, without surrounding spaces; "" for None."""
    return "" if element is None else "".join(element.itertext()).strip()
