"""What a browser complains of, and what a server must never answer, while a page is used."""

from axe_playwright_python.sync_playwright import Axe

LISTEN = """document.addEventListener("securitypolicyviolation",
  (event) => console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`));"""


# The document beside a form is judged on its own page.
NO_DOCUMENT = {"exclude": [["#preview .document-page"]]}


class Watch:
    """Keeps every console message, policy violation and failed answer of a page; axe judges once.

    `judges` tells whether each page is given to axe when `look` meets it for the first time.
    """

    def __init__(self, page, *, judges=False):
        self.page = page
        self.complaints = []
        self.judges = judges
        self.judged = set()
        page.add_init_script(LISTEN)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._answered)

    def look(self, kind):
        """Judge the page that is open, if none of its kind was judged before."""
        if not self.judges or kind in self.judged:
            return
        self.judged.add(kind)
        for one in Axe().run(self.page, context=NO_DOCUMENT).response["violations"]:
            targets = [node["target"] for node in one["nodes"]]
            self.complaints.append(f"{kind}: {one['id']} {targets}")

    def _answered(self, answer):
        if answer.status >= 500:
            self.complaints.append(f"{answer.status} {answer.url}")
