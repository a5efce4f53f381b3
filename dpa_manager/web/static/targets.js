// The field that an address names is opened and focused, also inside something folded.
const showTarget = () => {
  const target = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!target) { return; }
  target.closest("details")?.setAttribute("open", "");
  const input = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
  (input || target).focus();
  target.scrollIntoView({ block: "center" });
};
window.addEventListener("hashchange", showTarget);
showTarget();
