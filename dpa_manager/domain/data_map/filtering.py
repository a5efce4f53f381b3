"""A part of a data map: what leaves the EEA, what is sensitive, one category, one receiver."""

from dpa_manager.domain.data_map.rows import DataMap, Flow

SHOWN = ("third-country", "sensitive")
"""What `show` may ask for: the flows that leave the EEA, or those of sensitive data."""


def filtered(
    data_map: DataMap, *, show: str = "", category: str = "", receiver: str = ""
) -> DataMap:
    """The map with the flows that all three ask for, by the keys of rows; an unknown one asks
    for nothing, so an address with an old key still shows a map."""
    category = category if category in data_map.category else ""
    receiver = receiver if receiver in data_map.receiver else ""
    kept = {
        flow
        for flow in data_map.flows
        if _is_shown(flow, data_map, show)
        and category in ("", flow.category)
        and receiver in ("", flow.receiver)
    }
    return data_map if len(kept) == len(data_map.flows) else data_map.with_flows(kept)


def _is_shown(flow: Flow, data_map: DataMap, show: str) -> bool:
    if show == "third-country":
        return (
            flow.receiver in data_map.receiver and data_map.receiver[flow.receiver].is_outside_eea
        )
    if show == "sensitive":
        return data_map.category[flow.category].is_sensitive
    return True
