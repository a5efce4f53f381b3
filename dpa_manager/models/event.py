"""The history: events in hash chains, the personal data beside them, heads and checkpoints."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from dpa_manager.models.base import InstantField, Row


class Event(Row):
    """One thing that happened, never changed or removed; one chain per client and one for the firm.

    `chain` is "firm" or a client's public id, `seq` counts from 1 in its chain. `details` and
    `personal` are canonical JSON text, hashed as it stands: `details` says what changed and
    holds no personal data; `personal` gives per name the salted hash of what a side row holds.
    `hash` covers all columns but `id`, and `previous_hash`. See domain/evidence.py.
    """

    refused_changes = ("UPDATE", "DELETE")

    chain = CharField(max_length=64)
    seq = IntegerField()
    happened_at = InstantField()
    act = CharField(max_length=80)
    channel = CharField(max_length=40)
    subject = CharField(max_length=80)
    subject_id = CharField(max_length=80)
    details = TextField()
    personal = TextField()
    previous_hash = CharField(max_length=64)
    hash = CharField(max_length=64)

    class Meta:
        """A sequence number exists once a chain, so a chain cannot fork."""

        indexes = (
            (("chain", "seq"), True),
            (("chain", "happened_at"), False),
            (("subject", "subject_id"), False),
        )


class EventPersonal(Row):
    """Personal data of an event in clear text, with its salt; erased by deleting the row.

    After that the salted hash in the event no longer tells anything, and the chain still holds.
    """

    refused_changes = ("UPDATE",)

    event_id: int
    event = ForeignKeyField(Event, backref="personal_rows", on_delete="RESTRICT", lazy_load=False)
    name = CharField(max_length=80)
    salt = CharField(max_length=64)
    value = TextField()

    class Meta:
        """One value a name and event."""

        indexes = ((("event", "name"), True),)


class ChainHead(Row):
    """The last link of a chain, moved in the transaction that adds it: a cut tail shows."""

    refused_changes = ("DELETE",)

    chain = CharField(max_length=64, unique=True)
    seq = IntegerField()
    hash = CharField(max_length=64)


class Checkpoint(Row):
    """The heads that moved since the checkpoint before, sealed with a key outside the database.

    `heads` is canonical JSON text: a list of [chain, seq, hash]. `seal` covers `made_at`, `heads`
    and `previous_seal`; whoever rewrites a whole chain and its head cannot make it again.
    """

    refused_changes = ("UPDATE", "DELETE")

    made_at = InstantField()
    heads = TextField()
    previous_seal = CharField(max_length=64)
    seal = CharField(max_length=64, unique=True)
