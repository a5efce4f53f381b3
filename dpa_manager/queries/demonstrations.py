"""Demonstrations: whether a house is empty, a demonstration, one still being loaded, or real."""

from enum import StrEnum

from peewee import Database

from dpa_manager.models import OwnOrganisation, Setting
from dpa_manager.queries.house import is_demonstration, is_empty

LOADING = "demonstration loading"


class HouseState(StrEnum):
    """What a house holds; LOADING is a demonstration whose loading broke off."""

    EMPTY = "empty"
    LOADING = "loading"
    DEMONSTRATION = "demonstration"
    REAL = "real"


def house_state(opened: Database) -> HouseState:
    """What the house in this database holds. Needs an open connection.

    Only what was marked before anything else went in counts as a demonstration.
    """
    if OwnOrganisation._meta.table_name not in opened.get_tables():
        return HouseState.EMPTY
    if Setting.get_or_none(Setting.name == LOADING) is not None:
        return HouseState.LOADING
    if is_demonstration():
        return HouseState.DEMONSTRATION
    return HouseState.EMPTY if is_empty() else HouseState.REAL
