"""The pages of the office as somebody walks them: each method fills one page in and goes on.

Fields are found by their names, which are the same in every language.
"""

from datetime import date

from tests.browser.hands import FIND

SAVE = ".drafting__part .edit-form > .form__end button"
CAPACITY = "general_director"
SERVICE, RECEIVER = "hosting", "SUB-0002"
# Which data go to the new sub-processor.
FLOWS = ("web_users|account", "web_users|ip_device")
AUTHORISED_ON = date(2026, 11, 11)
LONGEST_MS, LONGEST_DRAFT_MS = 30_000, 120_000


class Office:
    """An account manager at work: `hands` act on the page, `watch` looks at every one of them."""

    def __init__(self, hands, watch, *, has_script):
        self.hands = hands
        self.watch = watch
        self.page = hands.page
        self.has_script = has_script
        self.page.set_default_timeout(LONGEST_MS)

    def new_client(self, client):
        """From the list of clients to the first contact of a new one."""
        self._open("/clients", "clients")
        self._go("main .page-head__actions a.button", "client_form")
        for name, text in client.items():
            self.hands.write(f"#{name}", text)
        self._go("main .form__end button", "contact_form")

    def first_contact(self, person):
        """Who signs, and is the contact for everything, as is proposed."""
        for name, text in person.items():
            self.hands.write(f"#{name}", text)
        self.hands.choose("#capacity_key", CAPACITY)
        self.hands.tick("#is_authority_confirmed")
        self._go("main button[value=engagement]", "new_engagement")

    def engagement_from_preset(self):
        """One service, which names the engagement."""
        self.hands.tick(f"[name=service_kinds][value={SERVICE}]")
        self._go("button[name=way][value=presets]", "parties")
        self.address = self.page.url.partition("/parties")[0]

    def parties(self):
        """Who is asked about privacy, what the work is about as proposed, and how long."""
        self._follow_missing("#client-privacy")
        folded = ".drafting__part details:has(#client-privacy)"
        if not self.page.locator("#client-privacy").is_visible():
            self.hands.unfold(folded)
        person = self.page.locator("#client-privacy option").nth(1).get_attribute("value")
        self._saving(lambda: self.hands.choose("#client-privacy", person))
        if self.has_script:
            self._follow("#preview a.mark[href$='#subject_matter'] >> nth=0")
            assert "subject_matter" in self.page.evaluate("document.activeElement.id")
        self._go("button[name=add][value=subject_matter]", "parties")
        self.hands.write("#contract_name", "Hosting 2026 <draft> & more")
        self._saving(lambda: self.hands.tick("[name=duration_kind][value=principal]"))
        self._save("parties")

    def terms(self):
        """What data are given back in, the one term that nobody can propose."""
        self._follow_missing("#return_format")
        self._saving(lambda: self.hands.write("#return_format", "CSV"), leaves_field=True)
        self._save("terms")

    def role(self):
        """The questions one by one, then the decision."""
        self._follow_missing("/role")
        for question, answer in (("q1", "yes"), ("q2", "yes"), ("q3", "yes"), ("q4", "no")):
            self.hands.tick(f"[name={question}][value={answer}]")
            self._go(".role-question .form__end button", "role")
        self._go("main form[method=post] button:not([tabindex='-1'])", "activities")

    def matrix(self):
        """A sub-processor of the register gets some of the data."""
        self._go(".drafting__part a[href$='/flows/1'] >> nth=0", "matrix")
        self.hands.unfold("details:has(#add_target)")
        self.hands.choose("#add_target", RECEIVER)
        self._go("button[name=do][value=column]", "matrix")
        for flow in FLOWS:
            box = f"input[name=flow][value='{flow}|subprocessor|{RECEIVER}']"
            self._saving(lambda box=box: self._tick_cell(box))
        self._save("matrix")

    def authorise(self):
        """What is missing of the sub-processor: the client's yes."""
        anchor = f"#authorise-{RECEIVER}"
        self._follow_missing(anchor)
        self.hands.unfold(anchor)
        self.hands.date(f"{anchor} [name=authorised_on]", AUTHORISED_ON)
        self.hands.write(f"{anchor} [name=document]", "Annex 2")
        self.hands.write(f"{anchor} [name=person]", "Greet Mertens")
        self._go(f"{anchor} .form__end button", "suppliers")

    def describe_data(self, words):
        """What a category holds that says nothing by itself."""
        self._follow_missing("#retention-1-documents_unstructured")
        field = "#retention-1-documents_unstructured textarea[name^=description]"
        self._saving(
            lambda: self.hands.write(f"{field}:visible >> nth=0", words), leaves_field=True
        )
        self._save("retention")

    def preview(self, client):
        """Read the whole document as it would be now."""
        if self.has_script:
            pane = self.page.locator("#preview .document-page, #preview article").first
            pane.wait_for()
            assert client in pane.inner_text()
        self._go(".drafting__preview-head a", "preview")
        assert client in self.page.locator("main").inner_text()

    def search(self, client):
        """Find the client by the key that searches, on a page where nothing has the focus."""
        self.page.keyboard.press("/")
        assert self.page.locator("#search-all").evaluate(FIND)
        self.page.keyboard.type(client)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look("search")
        assert self.page.locator("main").get_by_role("link", name=client).count()

    def draft(self):
        """Nothing is missing: draft, with a reason for whatever is unusual."""
        self._open(f"{self.address}/measures", "measures")
        self._go("#checklist a[href$='/check']", "check")
        for reason in self.page.locator("form[aria-labelledby=draft] textarea").all():
            self.hands.write(f"#{reason.get_attribute('id')}", "Agreed so with the client.")
        self.page.set_default_timeout(LONGEST_DRAFT_MS)
        self._go("form[aria-labelledby=draft] .form__end button", "agreement")

    def download(self, kind, folder):
        """The path of a document of the newest version: "DOCX" or "PDF"."""
        link = f".document-list a[download]:has-text('{kind}') >> nth=0"
        with self.page.expect_download() as download:
            self.hands.press(link)
        path = folder / f"agreement.{kind.lower()}"
        download.value.save_as(path)
        return path

    def _open(self, path, kind):
        self.page.goto(path)
        self._look(kind)

    def _go(self, control, kind):
        """Press what leads to another page, and look at that."""
        with self.page.expect_navigation():
            self.hands.press(control)
        self._look(kind)

    def _look(self, kind):
        self.page.wait_for_load_state()
        self.watch.look(kind)

    def _follow_missing(self, ending):
        """Follow what the list of what is missing says of a field."""
        self._follow(f"#checklist a[href$='{ending}']")

    def _follow(self, link):
        """Follow a link to the field of something that is missing."""
        self.page.locator(link).wait_for()
        target = self.page.locator(link).get_attribute("href").partition("#")[0]
        self.hands.press(link)
        self.page.wait_for_url(lambda url: target in url)
        self._look(target.rpartition("/")[2])

    def _saving(self, act, *, leaves_field=False):
        """Do something that the page saves by itself, where it can."""
        if not self.has_script:
            act()
            return
        with self.page.expect_response(lambda one: one.request.method == "POST") as answer:
            act()
            if leaves_field:
                self.page.keyboard.press("Tab")
        assert answer.value.status == 200

    def _save(self, kind):
        """Save by the button, which only a page without a script needs."""
        if not self.has_script:
            self._go(SAVE, kind)

    def _tick_cell(self, box):
        if hasattr(self.hands, "move_to"):
            self.hands.filled += 1
            self.hands.move_to(box)
            self.page.keyboard.press("Space")
        else:
            self.hands.tick(box)
