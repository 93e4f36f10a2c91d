"""Each kind of network file is read with all its nodes and edges, or refused with the reason; nothing is added."""

from __future__ import annotations

import gzip
import warnings
from pathlib import Path
from tempfile import gettempdir

import networkx as nx
import pytest

from itborg.cli import execute
from itborg.common.errors import InputError
from itborg.organisation import load
from itborg.organisation.importing.network_tables import write_tables, write_ties
from itborg.organisation.importing.tables_and_graphs import read_tables
from itborg.organisation.networks.network import Network
from itborg.organisation.networks.read_network import read_network

GRAPHML = """<?xml version="1.0"?><graphml xmlns="{space}">
<key id="d0" for="node" attr.name="name" attr.type="string"/><key id="d1" for="node" attr.name="unit"/>
<key id="d2" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>
<graph edgedefault="directed">{nodes}
<edge source="a" target="b"><data key="d2">6</data></edge><edge source="b" target="c"/>
<edge source="c" target="a" directed="false"/></graph></graphml>"""
NODES = """<node id="a"><data key="d0">Zoë</data><data key="d1">Desk</data><data key="d9">x</data></node>
<node id="b"><data key="d1">Desk</data></node><node id="c"/>"""
GEXF = """<gexf xmlns="{space}" version="{version}"><graph defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="unit" type="string"><default>Sales</default></attribute></attributes>
<nodes><node id="a" label="Zoë"><attvalues><attvalue {word}="0" value="Desk"/></attvalues></node>
<node id="b" label="Bo"/><node id="c" label="Cem"/></nodes>
<edges><edge id="0" source="a" target="b" weight="3.5"/><edge id="1" source="b" target="c" type="undirected"/></edges>
</graph></gexf>"""
VERTICES = (
    '*Vertices 4\n1 "Ann" 0.1 0.2 ellipse unit "Desk"\n2 "Bo" unit Desk\n3 "Ann" 0.1 0.2 0.5 box ic Red unit Sales\n'
)
VERTICES += '4 "Ål"\n'


def read(text: str | bytes, name: str, folder: Path) -> Network:
    """Return the network of a file with this content."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_network(folder / name)


def pairs(network: Network) -> list[tuple[str, str, bool]]:
    """Return the ends of all edges, and whether each is directed."""
    return [(edge.source, edge.target, edge.directed) for edge in network.edges]


@pytest.mark.parametrize(
    "space", ["http://graphml.graphdrawing.org/xmlns", "http://graphml.graphdrawing.org/xmlns/graphml", "", "urn:other"]
)
@pytest.mark.parametrize("prefix", ["", "g:"])
def test_graphml_is_read_in_any_namespace_with_keys_that_are_declared_or_not(
    space: str, prefix: str, tmp_path: Path
) -> None:
    text = GRAPHML.format(space=space, nodes=NODES)
    if prefix and space:
        text = text.replace("xmlns=", "xmlns:g=").replace("</", "</g:").replace("<", "<g:")
        text = text.replace("<g:/g:", "</g:").replace("<g:?", "<?")
    network = read(text, "x.graphml", tmp_path)
    assert network.nodes == {"a": {"name": "Zoë", "unit": "Desk", "d9": "x"}, "b": {"unit": "Desk"}, "c": {}}
    assert pairs(network) == [("a", "b", True), ("b", "c", True), ("c", "a", False)]
    assert [edge.attributes["weight"] for edge in network.edges] == ["6", "2", "2"]


def test_the_labels_of_yed_are_names_and_its_groups_are_no_people(tmp_path: Path) -> None:
    def node(key: str, label: str, inside: str = "") -> str:
        drawn = f"<data key='d6'><y:ShapeNode><y:NodeLabel>{label}</y:NodeLabel></y:ShapeNode></data>"
        return f"<node id='{key}'>{drawn}{inside}</node>"

    inner = f"<graph id='n0:' edgedefault='directed'>{node('a', 'Ann')}{node('b', 'Bo')}</graph>"
    text = (
        "<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'>"
        "<key id='d6' for='node' yfiles.type='nodegraphics'/><graph edgedefault='directed'>"
        f"{node('n0', 'Desk', inner)}{node('c', 'Cem')}<edge source='a' target='c'/></graph></graphml>"
    )
    network = read(text, "x.graphml", tmp_path)
    assert {key: node.get("label") for key, node in network.nodes.items()} == {"a": "Ann", "b": "Bo", "c": "Cem"}
    assert network.nodes["a"]["group"] == "Desk"
    assert "Groups of nodes (1) are no people" in network.notes[0]


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3"])
@pytest.mark.parametrize("place", ["http://gexf.net/{}", "http://www.gexf.net/{}", "http://www.gexf.net/{}draft", ""])
def test_gexf_of_all_versions_is_read_with_either_namespace(version: str, place: str, tmp_path: Path) -> None:
    text = GEXF.format(space=place.format(version), version=version, word="id" if version == "1.1" else "for")
    network = read(text, "x.gexf", tmp_path)
    assert [node["label"] for node in network.nodes.values()] == ["Zoë", "Bo", "Cem"]
    assert [node["unit"] for node in network.nodes.values()] == ["Desk", "Sales", "Sales"]
    assert pairs(network) == [("a", "b", True), ("b", "c", False)]
    assert network.edges[0].attributes["weight"] == "3.5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_gml_is_read_in_any_encoding_without_labels_and_with_duplicate_edges(encoding: str, tmp_path: Path) -> None:
    text = (
        'Creator "x"\n# note\ngraph\n[\n directed 1\n node [ id 1 unit "Zoë&#39;s [desk]" graphics [ x 1.0 ] ]\n'
        " node [ id 2 ]\n edge [ source 1 target 2 value 3 ]\n edge [ source 1 target 2 ]\n]\n"
    )
    network = read(text.encode(encoding), "x.gml", tmp_path)
    assert network.nodes == {"1": {"unit": "Zoë's [desk]"}, "2": {}}
    assert pairs(network) == [("1", "2", True)] * 2
    assert [edge.attributes.get("value") for edge in network.edges] == ["3", None]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('*Arcs :1 "Mail"\n1 2 3\n*Arcs :2 "Calls"\n2 3 1\n2 3 4\n', "12 23 23"),
        ("*Arcslist\n1 2 3 4\n4 1\n", "12 13 14 41"),
        ("*Edgeslist\n1 2 3\n", "12- 13-"),
        ('*arcs\n1 2\n% note\n*edges\n3 4 2.5 l "x"\n', "12 34-"),
        ("*Matrix\n0 1 0 0\n0 0 0 2\n0 0 0 0\n1 0 0 0\n", "12 24 41"),
    ],
)
def test_pajek_sections_give_all_their_lines_and_no_person_more(lines: str, expected: str, tmp_path: Path) -> None:
    network = read(VERTICES + lines, "x.net", tmp_path)
    assert [node["label"] for node in network.nodes.values()] == ["Ann", "Bo", "Ann", "Ål"]
    assert [node.get("unit") for node in network.nodes.values()] == ["Desk", "Desk", "Sales", None]
    assert " ".join(a + b + "-" * (not directed) for a, b, directed in pairs(network)) == expected


def test_a_single_partition_of_pajek_is_the_team_and_two_leave_the_choice(tmp_path: Path) -> None:
    text = '*Vertices 3\n1 "A"\n2 "B"\n*Edges\n1 2\n*Partition floor\n*Vertices 3\n7\n8\n7\n'
    people, ties = write_tables_of(text, tmp_path)
    assert people == ["1,A,7", "2,B,8", "3,,7"]
    assert ties == ["1,2,0.5", "2,1,0.5"]
    with pytest.raises(InputError, match="which attribute is the team\\? the nodes have floor, label, wing"):
        write_tables_of(text + "*Partition wing\n*Vertices 3\n1\n1\n1\n", tmp_path)


def write_tables_of(text: str, folder: Path) -> tuple[list[str], list[str]]:
    """Return the rows of both tables of a Pajek network."""
    (folder / "x.net").write_text(text)
    people, ties, _ = write_tables(folder / "x.net", folder)
    return people.read_text().splitlines()[1:], ties.read_text().splitlines()[1:]


@pytest.mark.parametrize(
    "text",
    ["ann bo 3\nbo cem 1\n", "# note\nann\tbo\t3\nbo\tcem\t1\n", "source,target,weight\nann,bo,3\nbo,cem,1\n",
     "ann bo {'weight': 3}\nbo cem {'weight': 1}\n", "Sender;Receiver;Weight\n\"ann\";bo;3\nbo;cem;1"],
)  # fmt: skip
def test_lists_of_edges_are_read_with_their_weights_under_any_separator(text: str, tmp_path: Path) -> None:
    network = read(text, "x.edgelist", tmp_path)
    assert list(network.nodes) == ["ann", "bo", "cem"]
    assert pairs(network) == [("ann", "bo", True), ("bo", "cem", True)]
    assert [edge.attributes["weight"] for edge in network.edges] == ["3", "1"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("x.graphml", "<!DOCTYPE a [<!ENTITY b 'c'>]><graphml>&b;</graphml>", "XML entities, which are not read"),
        ("x.graphml", "<graphml><graph>", "line 1: this is not XML"),
        ("x.graphml", "<html><body/></html>", "expected <graphml> with a <graph>, found <html>"),
        ("x.graphml", GRAPHML.format(space="", nodes="<node id='a'/>"), "there is no node 'b'"),
        ("x.graphml", GRAPHML.format(space="", nodes="<node id='a'/><node id='a'/>"), "belongs to two nodes"),
        ("x.gexf", "<gexf/>", "expected <gexf> with a <graph>"),
        ("x.gml", "graph [ node [ id 1 ]", "was it cut short"),
        ("x.gml", 'graph [\n node [ id "1 ]\n]', "line 2: a quotation mark is not closed"),
        ("x.gml", "graph " + "[ a " * 9999, "nested more than 20 deep"),
        ("x.net", VERTICES + "*Arcs\n1 9\n", "line 7: there is no vertex '9'; expected 1 to 4"),
        ("x.net", "*Vertices 6 4\n*Edges\n1 2\n", "two modes (4 and 2 vertices)"),
        ("x.net", "*Vertices 999999999\n", "expected \\*Vertices and a number up to 200,000"),
        ("x.net", VERTICES + "*Partition p\n*Vertices 4\n1\n", "1 values where there are 4 vertices"),
        ("x.net", "hello\n", "line 1: expected a section such as \\*Vertices"),
        ("x.dl", "dl nr=3 nc=2 data:\n1 0\n0 1\n1 1\n", "made a network of people first"),
        ("x.dl", "dl n=2 format=lowerhalf data:\n1\n", "DL with lowerhalf is not read; save it as fullmatrix"),
        ("x.dl", "dl n=2 data:\n0 1 1\n", "3 fields where 4 are expected"),
        ("x.dl", "dl n=2\ndata:\n0 1\n1 x\n", "line 4: 'x' is not a number"),
        ("x.dl", "dl n=2 format=edgelist1\nlabels: a b\ndata:\na c\n", "line 4: there is no node 'c'"),
        ("x.dl", "dl n=3 labels: a b data:\n0 1\n", "2 labels where there are 3 nodes"),
        ("x.dl", "a b c\n", "this is not a DL file"),
        ("x.dl", "dl n=99999999 data:\n1\n", "a number of nodes up to 200,000"),
        ("x.edges", "ann\n", "line 1: expected two ids"),
        ("x.gml", "", "the file is empty"),
        ("x.gml", "graph [ \0 ]", "byte 8 is NUL"),
    ],
)
def test_a_network_that_cannot_be_read_is_refused_with_the_place_and_the_reason(
    name: str, text: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=rf"{name}: .*{reason.replace('(', '[(]').replace(')', '[)]')}"):
        read(text, name, tmp_path)


DL_MATRIX = "0 3 0\n0 0 1\n2 0 0\n"
DL_EMBEDDED = '"Ann Lee" Bo Cy\n"Ann Lee" 0 3 0\nBo 0 0 1\nCy 2 0 0\n'


@pytest.mark.parametrize(
    "text",
    [
        f'DL N=3\nformat = fullmatrix\nlabels:\n"Ann Lee", Bo, Cy\ndata:\n{DL_MATRIX}',
        f"dl n = 3, format=fullmatrix\nlabels embedded\ndata:\n{DL_EMBEDDED}",
        'dl n=3 format=edgelist1\nlabels: "Ann Lee" Bo Cy\ndata:\n1 2 3\n2 3 1\n3 1 2\n1 3 0\n',
        'dl n=3 format=edgelist1\nlabels embedded:\ndata:\n"Ann Lee" Bo 3\nbo Cy 1\nCy "Ann Lee" 2\n',
        'dl n=3\nrow labels: "Ann Lee" Bo Cy\ncolumn labels: "Ann Lee" Bo Cy\ndata: 0 3 0 0 0 1\n2 0 .\n',
    ],
)
def test_dl_is_read_in_its_usual_forms(text: str, tmp_path: Path) -> None:
    network = read(text, "x.dl", tmp_path)
    labels = {key: node["label"] for key, node in network.nodes.items()}
    assert [labels[key] for key in network.nodes] == ["Ann Lee", "Bo", "Cy"]
    edges = {(labels[one.source], labels[one.target]): one.attributes["weight"] for one in network.edges}
    assert edges == {("Ann Lee", "Bo"): "3", ("Bo", "Cy"): "1", ("Cy", "Ann Lee"): "2"}


def test_dl_lists_of_neighbours_and_several_matrices_are_read(tmp_path: Path) -> None:
    listed = read("dl n=4 format=nodelist1 labels embedded\ndata:\na b c\nd\nb d\n", "x.dl", tmp_path)
    assert [(one.source, one.target) for one in listed.edges] == [("1", "2"), ("1", "3"), ("2", "4")]
    several = read(f"dl n=3 nm=2 labels: a b c\nmatrix labels: x y\ndata:\n{DL_MATRIX}{DL_MATRIX}", "x.dl", tmp_path)
    assert (len(several.edges), several.notes) == (6, ["2 matrices are read as one network."])


@pytest.mark.parametrize("kind", ["graphml", "gml", "gexf"])
def test_a_network_of_people_and_events_is_refused_and_one_of_people_alone_is_read(kind: str, tmp_path: Path) -> None:
    graph = nx.complete_bipartite_graph(3, 2)
    getattr(nx, f"write_{kind}")(graph, tmp_path / f"x.{kind}")
    with pytest.raises(InputError, match=r"two modes by the attribute bipartite \(3 and 2 nodes\)"):
        read_network(tmp_path / f"x.{kind}")
    graph.add_edge(0, 1)  # an edge inside a mode: the attribute means something else
    getattr(nx, f"write_{kind}")(graph, tmp_path / f"y.{kind}")
    assert len(read_network(tmp_path / f"y.{kind}").edges) == 7


def test_weights_that_are_all_one_are_no_contact_of_one(tmp_path: Path) -> None:
    teams = "".join(f"n{at},T{at % 2},{('it', 'business')[at % 2]}\n" for at in range(8))
    (tmp_path / "people.csv").write_text("id,team,side\n" + teams)
    (tmp_path / "x.edges").write_text(
        "source target weight\n" + "".join(f"n{at} n{(at + 1) % 8} 1\n" for at in range(8))
    )
    (tmp_path / "x.csv").write_text("Source,Target,Weight\n" + "".join(f"n{at},n{(at + 1) % 8},1\n" for at in range(8)))
    tables = write_ties(tmp_path / "x.edges", tmp_path / "people.csv", tmp_path)
    assert {line.split(",")[2] for line in tables.ties.read_text().splitlines()[1:]} == {"0.5"}
    found = read_tables(tmp_path / "people.csv", tmp_path / "x.csv", (), "ours", ("people.csv", "x.csv"))
    assert found.organisation is not None
    assert set(found.organisation.ties.contact.tolist()) == {0.5}


def test_a_packed_network_is_read_and_one_cut_short_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(("ann bo\n" * 400).encode())
    assert len(read(packed, "x.edges.gz", tmp_path).edges) == 400
    with pytest.raises(InputError, match="cut short"):
        read(packed[:-12], "x.edges.gz", tmp_path)


@pytest.mark.parametrize("kind", ["graphml", "gexf", "gml"])
@pytest.mark.parametrize("graph", [nx.florentine_families_graph(), nx.gn_graph(30, seed=1), nx.path_graph(4)])
def test_networkx_and_we_find_the_same_nodes_and_edges(kind: str, graph: nx.Graph, tmp_path: Path) -> None:
    getattr(nx, f"write_{kind}")(graph, tmp_path / f"x.{kind}")
    network = read_network(tmp_path / f"x.{kind}")
    assert (len(network.nodes), len(network.edges)) == (len(graph), graph.number_of_edges())
    assert {edge.directed for edge in network.edges} == {graph.is_directed()}


def test_a_table_of_people_is_joined_by_name_or_id_and_each_decision_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = "id,name,side,team\n" + "".join(f"p{n},N{n},{'it' if n < 3 else 'business'},T{n // 3}\n" for n in range(7))
    (tmp_path / "people.csv").write_text(people)
    vertices = "".join(f'{n + 1} "N{n}"\n' for n in range(7))
    (tmp_path / "x.net").write_text(f"*Vertices 7\n{vertices}*Edges\n1 2 4\n2 3 8\n2 3 2\n3 3 1\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        names = [str(tmp_path / one) for one in ("people.csv", "x.net")]
        assert execute(["org", "import", *names, "--out", str(tmp_path / "ours")]) == 0
    org = load(tmp_path / "ours")
    assert (len(org.people), len(org.ties)) == (7, 4)
    assert org.ties.contact.tolist() == [0.5, 0.5, 0.6667, 0.6667]
    printed = capsys.readouterr().err
    assert gettempdir() + "/tmp" not in printed + (tmp_path / "ours" / "import.json").read_text()
    for note in (
        "7 of 7 nodes are in the table of people, by their label",
        "4 edges in the file, 4 ties; their contact is x / (x + 4), where x is the attribute weight",
        "3 edges without direction: a tie each way",
        "1 edge of a node with itself: left out",
        "2 ties more than once: the one with most contact counts",
    ):
        assert note in printed


def test_a_list_of_edges_that_states_its_direction_is_read_so(tmp_path: Path) -> None:
    assert pairs(read("% sym weighted\na b 3\n", "x.edges", tmp_path)) == [("a", "b", False)]
    assert pairs(read("% asym unweighted\na b\n", "x.edges", tmp_path)) == [("a", "b", True)]


def test_a_node_that_is_not_in_the_table_of_people_is_named_with_the_nearest_id(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id,team\nanna,A\nbob,A\n")
    (tmp_path / "x.edges").write_text("anna bob 2\nana bob 1\n")
    with pytest.raises(
        InputError, match=r"x\.edges: 1 node with edges not in the table of people: 'ana', did you mean"
    ):
        write_ties(tmp_path / "x.edges", tmp_path / "p.csv", tmp_path)
