// Drafting pages: nobody leaves before what they typed is saved, unless they insist.

const form = document.querySelector("form.edit-form[hx-post]");
let isDirty = false;
let isSaving = false;
let isRefused = false;
let goesTo = "";

const leave = () => {
  if (goesTo && !isDirty && !isSaving) {
    const address = goesTo;
    goesTo = "";
    window.location.assign(address);
  }
};

if (form) {
  form.addEventListener("input", () => { isDirty = true; isRefused = false; });
  form.addEventListener("submit", () => { isDirty = false; isSaving = false; });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form) { isSaving = true; isDirty = false; isRefused = false; }
  });
  // Whose session had ended signs in first; what was sent waits for them there.
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) { isDirty = isSaving = false; }
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) { return; }
    isSaving = false;
    if (event.detail.successful) { leave(); } else { isDirty = isRefused = true; goesTo = ""; }
  });
  // A link that is followed while something is on its way waits for it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !isPlain || link.target || link.hasAttribute("download")) { return; }
    if (link.hash && link.pathname === window.location.pathname) { return; }
    // After a refusal the browser asks whether to go without saving.
    if (isRefused || (!isDirty && !isSaving)) { return; }
    event.preventDefault();
    // A card of a picture has its address in two forms, one for each frame of an animation.
    goesTo = link.href.baseVal ?? link.href;
    if (!isSaving) { form.dispatchEvent(new Event("change", { bubbles: true })); }
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty || isSaving) { event.preventDefault(); }
  });
}
