// Forms are sent once: whoever presses a button twice does not add two of a kind.

// Long enough for a hand that shakes, short enough for an answer that never comes.
const WAIT_MILLISECONDS = 5000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.isSent) {
    event.preventDefault();
    return;
  }
  form.dataset.isSent = "yes";
  window.setTimeout(() => { delete form.dataset.isSent; }, WAIT_MILLISECONDS);
});
