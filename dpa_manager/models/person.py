"""Columns that persons and organisations share, for the tables that hold them."""

import peewee

from dpa_manager.models.base import Row


class PersonRow(Row):
    """A person who can be written to, called, or who signs with a capacity and a mandate."""

    name = peewee.CharField(max_length=200)
    position = peewee.CharField(max_length=200, default="")
    email = peewee.CharField(max_length=254, default="")
    phone = peewee.CharField(max_length=40, default="")
    capacity_key = peewee.CharField(max_length=60, default="")
    mandate_on = peewee.DateField(null=True)
    is_authority_confirmed = peewee.BooleanField(default=False)


class OrganisationRow(Row):
    """An organisation as it stands in its register; names and streets are never translated."""

    legal_name = peewee.CharField(max_length=300)
    trade_name = peewee.CharField(max_length=300, default="")
    legal_form = peewee.CharField(max_length=120, default="")
    register_kind = peewee.CharField(max_length=20, default="")
    register_no = peewee.CharField(max_length=60, default="")
    street = peewee.CharField(max_length=300, default="")
    postcode = peewee.CharField(max_length=20, default="")
    city = peewee.CharField(max_length=120, default="")
    country_code = peewee.CharField(max_length=2, default="")
