"""Background: the queue that the worker reads, its tasks, and whether somebody reads it."""


class Background:
    """The queue of work in the background."""

    def wake(self) -> None:
        """Tell the worker that there is something to send; never raises."""
