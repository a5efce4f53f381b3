"""The picture of a data map: words, order, places and SVG of 25, 60 and 200 nodes, nothing kept."""

import gc

from dpa_manager.domain.data_map.picture import picture_of
from tests.benchmarks.measuring import Line, medians, milliseconds
from tests.domain.data_map.made_maps import wide_map

SIZES = (25, 60, 200)


def pictures_of_maps(*, rounds):
    """The median time of a picture by how many nodes its map has, folded and whole."""
    # Whatever an earlier benchmark left lying about is not what a picture costs.
    gc.collect()
    ways = {
        f"the picture of a map of {nodes} nodes{', nothing folded' if is_whole else ''}": _drawing(
            wide_map(nodes=nodes), is_whole
        )
        for nodes in SIZES
        for is_whole in (False, True)
    }
    found = medians(ways, rounds=rounds)
    return [Line(what, milliseconds(value)) for what, value in found.items()]


def _drawing(data_map, is_whole):
    flows = frozenset(data_map.flows)

    def draw():
        # A map is read anew for each page, so what it knows of itself is found again each time.
        picture_of(data_map.with_flows(flows), language="fr", is_whole=is_whole)

    return draw
