// Keys: "/" searches, "?" shows all keys, "g" and a letter go somewhere; never while typing.

const WAIT_MILLISECONDS = 1500;
const TYPED_INTO = "input, select, textarea, [contenteditable]:not([contenteditable='false'])";

// Who steers by voice may be hindered by single keys, so they can be turned off (WCAG 2.1.4).
const OFF = "keys-are-off";

const box = document.getElementById("search-all");
const dialog = document.getElementById("keys");
const said = document.getElementById("keys-said");
let goingUntil = 0;

function areOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

function turn() {
  if (areOff()) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
}

function isTyping(target) {
  return target instanceof Element && target.closest(TYPED_INTO) !== null;
}

function show() {
  if (dialog && !dialog.open) dialog.showModal();
}

function say(words) {
  if (said) said.textContent = words;
}

function go(key) {
  const link = dialog?.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (link) window.location.assign(link.href);
  return Boolean(link);
}

function take(event) {
  if (performance.now() < goingUntil) {
    goingUntil = 0;
    say("");
    return go(event.key);
  }
  if (event.key === "/" && box) {
    dialog?.close();
    box.focus();
    box.select();
    return true;
  }
  if (event.key === "?") {
    show();
    return true;
  }
  if (event.key === "g" && dialog) {
    goingUntil = performance.now() + WAIT_MILLISECONDS;
    say(said?.dataset.words ?? "");
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (areOff()) return;
  if (event.target === box && event.key === "Escape") {
    box.blur();
    return;
  }
  if (!isTyping(event.target) && take(event)) event.preventDefault();
});

for (const link of document.querySelectorAll('[data-keys="open"]')) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show();
  });
}

for (const button of document.querySelectorAll('[data-keys="switch"]')) {
  const tell = () => {
    button.textContent = areOff() ? button.dataset.turnOn : button.dataset.turnOff;
  };
  button.addEventListener("click", () => {
    turn();
    tell();
  });
  button.hidden = false;
  tell();
}
