"""The hands of a person before a browser: with a pointer, or with the keyboard alone.

Both can do the same few things, and count the fields that they filled in or changed.
"""

MOST_STOPS = 400
FIND = "one => one === document.activeElement"
# Whether something, or an option of the same group, has the focus; null when it is there no more.
REACHED = """(one, isGroup) => {
  const at = document.activeElement;
  if (!one.isConnected) { return null; }
  return at === one || (isGroup && at.form === one.form && at.name === one.name);
}"""


class Pointer:
    """Somebody who clicks and types."""

    def __init__(self, page):
        self.page = page
        self.filled = 0

    def write(self, field, text):
        self.filled += 1
        self.page.locator(field).fill(text)

    def date(self, field, day):
        self.filled += 1
        self.page.locator(field).fill(day.isoformat())

    def choose(self, field, value):
        self.filled += 1
        self.page.locator(field).select_option(value)

    def tick(self, field):
        self.filled += 1
        self.page.locator(field).check()

    def press(self, control):
        """Press a button, or follow a link."""
        self.page.locator(control).click()

    def unfold(self, details):
        """Open what is folded; it may be open already."""
        if not self.page.locator(details).evaluate("one => one.open"):
            self.press(f"{details} > summary")


class Keyboard(Pointer):
    """Somebody who has no pointer: Tab, arrows, Space, Enter and letters."""

    def write(self, field, text):
        self.filled += 1
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def date(self, field, day):
        """Type a day; browsers order its parts by country, so only one that reads alike works."""
        assert day.day == day.month
        self.filled += 1
        self._reach(field)
        self.page.keyboard.type(f"{day:%d%m%Y}")

    def choose(self, field, value):
        self.filled += 1
        self._reach(field)
        for _ in range(MOST_STOPS):
            if self.page.locator(field).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen in {field}")

    def tick(self, field):
        self.filled += 1
        box = self.page.locator(field)
        if box.get_attribute("type") == "radio":
            self._choose_radio(field)
        else:
            self._reach(field)
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def press(self, control):
        self._reach(control)
        self.page.keyboard.press("Enter")

    def move_to(self, field):
        """Go to a box of a table in which the arrows move: across first, then down."""
        self._reach("table input[tabindex='0']")
        target = self.page.locator(field).element_handle()
        place = "one => [one.closest('tr').rowIndex, one.closest('td').cellIndex]"
        for part, keys in ((1, ("ArrowRight", "ArrowLeft")), (0, ("ArrowDown", "ArrowUp"))):
            for _ in range(MOST_STOPS):
                here = self.page.evaluate(f"({place})(document.activeElement)")[part]
                there = target.evaluate(place)[part]
                if here == there:
                    break
                self.page.keyboard.press(keys[0] if here < there else keys[1])
        assert target.evaluate(FIND)

    def _choose_radio(self, field):
        """The arrows choose among the options of a group, which is one stop."""
        self._reach(field, group=True)
        for _ in range(MOST_STOPS):
            if self.page.locator(field).evaluate(FIND):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")

    def _reach(self, control, *, group=False):
        found = self.page.locator(control).element_handle()
        for _ in range(MOST_STOPS):
            is_there = found.evaluate(REACHED, group)
            if is_there:
                return
            if is_there is None:  # What a page saves by itself replaces parts of it.
                found = self.page.locator(control).element_handle()
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {control} on {self.page.url}")
