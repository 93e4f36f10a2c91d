"""The front doors: everything that reads what somebody else wrote, each with valid inputs to begin with."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click

from itborg.cli import execute, itborg
from itborg.common.errors import InputError

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "organisation" / "good"
TEMPLATE = ROOT / "src" / "itborg" / "organisation" / "corner_pizza"
#: Exit code of a command that refuses its input.
REFUSED = 2


class UnexpectedError(Exception):
    """What a command must not do with any input."""


@dataclass(frozen=True)
class Door:
    """One front door.

    name   of the door, for `--door`
    seeds  valid inputs
    enter  function of the content and an empty folder; it raises InputError, or nothing, for every content
    """

    name: str
    seeds: list[bytes]
    enter: Callable[[bytes, Path], None]


def command(*arguments: str) -> None:
    """Run a command. Raises InputError if it refuses its input, and UnexpectedError for a crash or a raw warning."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = execute(arguments)
    if code not in (0, REFUSED):
        raise UnexpectedError(f"exit code {code}: {err.getvalue()[-200:]}")
    if "Traceback" in err.getvalue() or "Warning:" in err.getvalue():
        raise UnexpectedError(err.getvalue()[-300:])
    if code == REFUSED:
        raise InputError((out.getvalue() + err.getvalue())[:2000])


def importing(name: str, *options: str, beside: dict[str, bytes] | None = None) -> Callable[[bytes, Path], None]:
    """Return a door that writes a file and imports it, with other files beside it.

    options  of `org import`; a name of one of the files stands for its path
    """
    files = beside or {}

    def enter(data: bytes, folder: Path) -> None:
        for other, content in files.items():
            (folder / other).write_bytes(content)
        (folder / name).write_bytes(data)
        paths = [str(folder / one) if one == name or one in files else one for one in options]
        command("org", "import", *paths, "--out", str(folder / "out.toml"))

    return enter


def checking(name: str) -> Callable[[bytes, Path], None]:
    """Return a door that replaces a file of an organisation's folder and checks the folder."""

    def enter(data: bytes, folder: Path) -> None:
        for one in GOOD.iterdir():
            (folder / one.name).write_bytes(one.read_bytes())
        (folder / name).write_bytes(data)
        command("org", "check", "--no-run", str(folder))

    return enter


def _incidents() -> bytes:
    rows = [
        f"INC{n},2024-0{1 + n % 6}-1{n % 9} 08:00,2024-0{1 + n % 6}-1{n % 9} {10 + n % 9}:30,{n % 3},{1 + n % 4},Desk {n % 3}"
        for n in range(60)
    ]
    return "\n".join(["number,opened_at,resolved_at,reassignment_count,priority,assignment_group", *rows]).encode()


def _xes() -> bytes:
    def event(n: int, hour: int, group: str, status: str = "In progress") -> str:
        when = f'<date key="time:timestamp" value="2024-01-{1 + n % 27:02}T{hour:02}:00:00+01:00"/>'
        return f'<event><string key="concept:name" value="{status}"/><string key="org:group" value="{group}"/>{when}</event>'

    traces = "".join(
        f'<trace><string key="concept:name" value="T{n}"/>{event(n, 8, "A")}{event(n, 9 + n % 9, "AB"[n % 2], "Closed")}</trace>'
        for n in range(40)
    )
    return f'<?xml version="1.0"?><log xes.version="1.0">{traces}</log>'.encode()


def _people(sides: bool) -> bytes:
    side = ("side,", "it,", "business,") if sides else ("", "", "")
    rows = [f"p{n},N{n},{side[1 + (n > 2)]}T{n // 3}" for n in range(8)]
    return "\n".join([f"id,name,{side[0]}team", *rows]).encode()


_TIES = b"source,target,contact,trust\np0,p3,0.5,0.4\np3,p0,0.5,\np1,p2,1,0\np4,p5,0.25,1\n"
_GRAPHML = (
    b'<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" '
    b'attr.name="unit" attr.type="string"/><key id="d1" for="edge" attr.name="weight"/><graph edgedefault="directed">'
    + b"".join(b'<node id="p%d"><data key="d0">T%d</data></node>' % (n, n // 3) for n in range(8))
    + b"".join(b'<edge source="p%d" target="p%d"><data key="d1">%d</data></edge>' % (n, n + 1, n) for n in range(7))
    + b"</graph></graphml>"
)
_GEXF = (
    b'<gexf xmlns="http://www.gexf.net/1.3" version="1.3"><graph defaultedgetype="directed"><attributes class="node">'
    b'<attribute id="0" title="unit" type="string"><default>T0</default></attribute></attributes><nodes>'
    + b"".join(b'<node id="p%d" label="N"><attvalues><attvalue for="0" value="T%d"/></attvalues></node>' % (n, n // 3)
               for n in range(8))
    + b"</nodes><edges>"
    + b"".join(b'<edge id="%d" source="p%d" target="p%d" weight="2.5"/>' % (n, n, n + 1) for n in range(7))
    + b"</edges></graph></gexf>"
)  # fmt: skip
_GML = (
    b'Creator "x"\ngraph [\n directed 1\n'
    + b"".join(b' node [ id %d label "N%d" unit "T%d" ]\n' % (n, n, n // 3) for n in range(8))
    + b"".join(b" edge [ source %d target %d value 2 ]\n" % (n, n + 1) for n in range(7))
    + b"]\n"
)
_PAJEK = (
    b"*Vertices 8\n"
    + b"".join(b'%d "N%d" 0.1 0.2 ellipse unit "T%d"\n' % (n + 1, n, n // 3) for n in range(8))
    + b'*Arcs :1 "Mail"\n1 2 3\n2 3 1\n*Edgeslist\n4 5 6\n*Matrix\n'
    + b"0 0 0 0 0 0 0 1\n" * 8
    + b"*Partition floor\n*Vertices 8\n"
    + b"1\n" * 8
)
_HR = b"Mitarbeiter ID;Name;Abteilung;ManagerID;Eintritt\n" + b"".join(
    b"p%d;N%d;T%d;p%d;01.02.2020\n" % (n, n, n // 3, max(0, n - 1)) for n in range(8)
)
_DL = [
    b"dl n=8 format=fullmatrix\nlabels: " + b",".join(b"p%d" % n for n in range(8)) + b"\ndata:\n"
    + b"0 0 0 1 0 0 2 1\n" * 8,
    b"dl n=8 format=edgelist1\nlabels embedded\ndata:\np0 p1 3\np3 p0 1.5\np1 p4\n",
    b'dl n=8 nm=2 format=nodelist1\nlabels embedded\nmatrix labels: "a b" c\ndata:\np0 p1 p2\n!\np3 p4\n',
]  # fmt: skip
_EDGES = b"# mails\nsource,target,weight\np0,p1,3\np3,p0,1.5\np1,p4,2\n"
_STRATEGY = (
    b'name = "mine"\nmeaning = "x"\nbase = ["calendar"]\none_off_cost = 10\nrunning_cost = 0.2\nstart = 3\nramp = 5\n'
    b'check = 20\n"a key" = 1\n[[intervention]]\nlever = "visits"\nvalue = 0.05\nramp = 20\nevery = 20\n'
    b'[[intervention]]\nlever = "follow_up"\nvalue = 1\nstart = 20\nend = 90\nwhen = "business_rating < 0.45"\nkeep = true\n'
)
_STUDY = (
    b'question = "Why?"\nstrategies = ["itil", "brm_style@20"]\nbaseline = "none"\nmeasures = ["net_value"]\n'
    b'replications = "auto"\nhalf_width = 5\nmax_replications = 40\ndays = 240\nburn_in = 20\nseed = 1\n'
    b'without = ["shadow_it"]\ndaily_series = ["net_value"]\n[design]\nkind = "sobol"\nsamples = 64\nlevels = 4\n'
    b"[factors]\ndemand = [0.8, 1.0]\nhonesty = { low = 0.05, high = 0.3 }\ncore = {}\n[settings]\ntrust_gain = 0.05\n"
)
_STUDY_TABLE = (
    b'question = "Why?"\nstrategies = ["itil"]\nreplications = 4\n[design]\nkind = "table"\nfile = "points.csv"\n'
)
_POINTS = b"demand,honesty,dose\n0.8,0.1,1\n1.0,0.2,0.5\n"
_TARGETS = (
    b'[[target]]\nid = "handoffs.median_hours_no_handoff"\nvalue = 0.7\nerror = 0.1\nband = [0.5, 0.9]\nfitted = true\nsource = "x"\n'
    b'[[target]]\nid = "sam_value"\nband = [2, 3.5]\nfitted = false\nstatistic = "y"\n'
)
_LINKS = [
    b"page=live&org=grab_at_pizza&strategy=itil%2Bbrm_style@120&seed=1&days=240&day=7&person=ada&presenter=1&theme=dark",
    b"?page=branch&then=itil&from=60&lever=visits&lever_value=0.5&org=synthetic_20",
    b"page=compare&with=none,itil,brm_style&org=workfrance",
    b"page=parameters&set=trust_gain:0.05,honesty:0.2&strategy=mine.toml&org=../../etc",
]
_OPTIONS = [
    b"compare itil brm_style --days 480 --replications auto --half-width 2 --seed 1 --demand 0.8 --threads 2",
    b"run brm_style@20 --days 60 --set trust_gain=0.05 --without shadow_it --org grab_at_pizza",
    b"sensitivity --samples 64 --method sobol --measure net_value --versus none",
    b"org new-synthetic 300 --out x --seed 3",
    b"discover --samples 240 --margin 0.5",
    b"calibrate --points 80 --waves 3 --targets targets.toml --hold-out a",
]


def _study(data: bytes, folder: Path) -> None:
    """Read a study, and compute its points, which a design that is too large refuses."""
    from itborg.analysis.study import read_study

    (folder / "points.csv").write_bytes(_POINTS)
    (folder / "study.toml").write_bytes(data)
    study = read_study(folder / "study.toml")
    if study.design.size <= 5000:
        assert len(study.points) <= 5000


def _points(data: bytes, folder: Path) -> None:
    from itborg.analysis.study import read_study

    (folder / "points.csv").write_bytes(data)
    (folder / "study.toml").write_bytes(_STUDY_TABLE)
    assert read_study(folder / "study.toml").points


def _strategy(data: bytes, folder: Path) -> None:
    from itborg.strategies.specification import strategy

    (folder / "mine.toml").write_bytes(data)
    strategy(str(folder / "mine.toml")).schedule(40)


def _targets(data: bytes, folder: Path) -> None:
    from itborg.evidence.calibration import read_targets

    (folder / "targets.toml").write_bytes(data)
    assert read_targets(folder / "targets.toml")


def _specification(data: bytes, _: Path) -> None:
    from itborg.strategies.specification import strategy

    strategy(data.decode("utf-8", "replace"))


def _named(data: bytes, _: Path) -> None:
    from itborg.organisation.load import load

    load(data.decode("utf-8", "replace"))


def _upload(data: bytes, _: Path) -> None:
    from itborg.organisation.importing.uploaded_files import chosen_files, read_files

    read_files(chosen_files({"upload.zip": data}))


def _uploaded(name: str, **beside: bytes) -> Callable[[bytes, Path], None]:
    """Return a door that uploads a file, with others, and shows what the page shows."""
    from itborg.organisation.importing.upload import Upload, attributes, read_upload, sheet, teams

    def enter(data: bytes, _: Path) -> None:
        files = {one.replace("_", "."): content for one, content in beside.items()}
        upload = Upload.of({name: data, **files})
        sheet(upload, "people")
        sheet(upload, "ties")
        attributes(upload)
        chosen = {team.name for team in teams(upload)[:1]}
        found = read_upload(upload, chosen)
        if found.organisation is None:
            raise InputError("\n".join(map(str, found.problems)))

    return enter


def _workbook() -> list[bytes]:
    """Return a workbook with a table of people; [] without the library that writes one."""
    if find_spec("openpyxl") is None:
        return []
    from openpyxl import Workbook

    book, buffer = Workbook(), io.BytesIO()
    for line in _people(True).decode().splitlines():
        book.active.append(line.split(","))
    book.save(buffer)
    return [buffer.getvalue()]


def _options(data: bytes, _: Path) -> None:
    """Read the options of a command without running it."""
    try:
        words = shlex.split(data[:2000].decode("utf-8", "replace"))
    except ValueError:
        return
    context = click.Context(itborg, info_name="itborg")
    try:
        name, one, rest = itborg.resolve_command(context, words) if words else (None, None, [])
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            if one is not None:
                one.make_context(name, rest, parent=context)
    except (click.ClickException, click.exceptions.Exit):
        return


def _link(data: bytes, _: Path) -> None:
    from itborg_viz.visitor import Visitor

    assert Visitor.from_address(data.decode("utf-8", "replace")).link


def _game(data: bytes, _: Path) -> None:
    from itborg_viz.game.saved_game import game_from_json

    game_from_json(data)


def _zips() -> list[bytes]:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in GOOD.iterdir():
            archive.write(one, one.name)
    return [buffer.getvalue()]


def _games() -> list[bytes]:
    """Return saved games of a bundled and of an uploaded organisation, after a decision."""
    from itborg_viz.game.game import Decision, Game
    from itborg_viz.game.saved_game import game_to_json

    from itborg.organisation.load import load

    games = [Game(load(one), seed=3).after(Decision(("itil",))) for one in ("grab_at_pizza", GOOD)]
    return [game_to_json(one).encode() for one in games]


def _workshop(data: bytes, folder: Path) -> None:
    """Start a server's workshops with a file among them, which is then listed, found and saved, or named as damaged."""
    from itborg_viz.workshop.hosting import Hosting
    from itborg_viz.workshop.store import read, text_of

    path = folder / "0123456789ab.json"
    path.write_bytes(data)
    hosting = Hosting(folder)
    for state in hosting.saved():
        hosting.organisation_of(state)
        hosting.by_code(state.code)
    hosted = hosting.find(path.stem)
    if hosted is None:
        assert [one for one in hosting.problems if path.stem in one], "a damaged file is not named"
        raise InputError(hosting.problems[0])
    hosting.store.write(path.stem, text_of(hosted.workshop.state), (hosted.workshop.state.phase, 0))
    assert read(path) == hosted.workshop.state


def _workshops() -> list[bytes]:
    """Return saved workshops of a bundled and of an uploaded organisation, with players, votes and predictions."""
    from itborg_viz.game.saved_game import organisation_to_json
    from itborg_viz.workshop.state import Idea, Talk, new_state
    from itborg_viz.workshop.store import text_of
    from itborg_viz.workshop.workshop import Workshop

    from itborg.organisation.load import load

    found = []
    for organisation in ("grab_at_pizza", organisation_to_json(load(GOOD))):
        workshop = Workshop(new_state(organisation))
        workshop.state.id = "0123456789ab"
        one = workshop.join("Ann", new_token="a")
        workshop.join("Ben", new_token="b")
        workshop.state.votes = {"test": {one.token: "thin"}}
        workshop.state.predictions = {"a": {"net_value": [1.0, 2.0]}}
        workshop.state.talks, workshop.state.ideas = [Talk(0, 1, 2, 5.0)], [Idea(1, 0, 1, 1, "talk more")]
        workshop.state.decisions = json.loads(_games()[0])["decisions"]
        found.append(text_of(workshop.state).encode())
    return found


def doors() -> Iterator[Door]:
    """Yield every front door; those of the app only if it is installed."""
    people, plain = _people(True), _people(False)
    yield Door("people", [people, plain], importing("p.csv", "p.csv", "t.csv", "--it", "T0", beside={"t.csv": _TIES}))
    yield Door("ties", [_TIES], importing("t.csv", "p.csv", "t.csv", beside={"p.csv": people}))
    survey, staff = (TEMPLATE / "survey.csv").read_bytes(), (TEMPLATE / "people.csv").read_bytes()
    yield Door("survey", [survey], importing("s.csv", "p.csv", "--survey", "s.csv", beside={"p.csv": staff}))
    yield Door("incidents", [_incidents()], importing("i.csv", "--incidents", "i.csv"))
    yield Door("xes", [_xes()], importing("i.xes", "--incidents", "i.xes"))
    for name in ("organisation.toml", "people.csv", "ties.csv"):
        yield Door(f"folder {name}", [(GOOD / name).read_bytes()], checking(name))
    networks = {"graphml": _GRAPHML, "gexf": _GEXF, "gml": _GML, "net": _PAJEK}
    for kind, seed in networks.items():
        yield Door(kind, [seed], importing(f"n.{kind}", f"n.{kind}", "--it", "T0"))
    yield Door("dl", _DL, importing("n.dl", "p.csv", "n.dl", beside={"p.csv": people}))
    yield Door("edges", [_EDGES], importing("n.edges", "p.csv", "n.edges", beside={"p.csv": people}))
    yield Door("strategy", [_STRATEGY], _strategy)
    yield Door("study", [_STUDY, _STUDY_TABLE, _STUDY.replace(b"sobol", b"grid").replace(b"core = {}\n", b"")], _study)
    yield Door("points", [_POINTS], _points)
    yield Door("targets", [_TARGETS], _targets)
    yield Door("specification", [b"brm_style+itil@120", b"mine.toml", b"csi_programme@20+calendar"], _specification)
    yield Door("organisation", [b"grab_at_pizza@silo", b"a/people.csv,b/ties.csv", b"./folder"], _named)
    yield Door("options", _OPTIONS, _options)
    yield Door("upload", _zips(), _upload)
    yield Door("uploaded table", [people, plain, _HR], _uploaded("list.csv", ties_csv=_TIES))
    yield Door("uploaded network", [_PAJEK], _uploaded("n.net"))
    if books := _workbook():
        yield Door("workbook", books, importing("p.xlsx", "p.xlsx", "t.csv", beside={"t.csv": _TIES}))
    if find_spec("solara") is not None:
        yield Door("link", _LINKS, _link)
        yield Door("saved game", _games(), _game)
    if all(map(find_spec, ("solara", "platformdirs", "segno"))):
        yield Door("saved workshop", _workshops(), _workshop)


def outcome(door: Door, data: bytes, folder: Path) -> Exception | None:
    """Return what went wrong at a door, None if the input was used or refused properly."""
    try:
        door.enter(data, folder)
    except InputError:
        return None
    except Exception as error:
        return error
    return None
