"""The figure that opens the report: names cross neither the line of 0 nor each other."""

from __future__ import annotations

from itborg.report.gain_and_spend import _Frame, _names, _overlap, _Point


def boxes(points: list[_Point], frame: _Frame) -> list[tuple[float, float, float, float]]:
    """Return the room that each name takes, in inches."""
    found = []
    for one, (right, up, side) in _names(points, points, frame, []):
        x, y = frame.place(one.spend, one.gain)
        length, centre, above = 0.062 * len(one.name), x + right / 72, y + up / 72
        start = {"left": centre, "right": centre - length, "center": centre - length / 2}[side]
        found.append((start, start + length, above - 0.065, above + 0.065))
    return found


def test_no_name_stands_on_the_line_of_zero_or_on_another_name() -> None:
    frame = _Frame(10.0, 2000.0, -10.0, 20.0, 6.0, 3.0)
    points = [_Point(f"strategy_{at}", 20.0 * 1.5**at, 0.4 * (at % 3 - 1), -1.0, 1.0) for at in range(10)]
    zero = frame.place(10.0, 0.0)[1]
    found = boxes(points, frame)
    assert len(found) >= 5
    assert not any(low < zero < high for _, _, low, high in found)
    assert not any(_overlap(one, other) for at, one in enumerate(found) for other in found[:at])
