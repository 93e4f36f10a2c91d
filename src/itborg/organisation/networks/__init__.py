"""Network files: GraphML, GEXF, GML, Pajek and lists of edges, each read into a `Network`."""
