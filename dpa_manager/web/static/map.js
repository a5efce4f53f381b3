// Data map: trace exactly the flows of a card, by pointer and by keyboard; Escape clears.

const said = document.getElementById("map-said");

function follow(frame) {
  const picture = frame.querySelector(".map");
  const parts = [...picture.querySelectorAll("[data-flows]")];
  const columns = [...picture.querySelectorAll(".map__column")].map((one) => [...one.querySelectorAll(".map__node")]);
  const nodes = columns.flat();
  const flowsOf = (one) => one.dataset.flows.split(" ");
  // What the address names is traced already.
  const asked = (address) => new URL(address, window.location.href).searchParams.get("node");
  const named = asked(window.location.href);
  let pinned = nodes.find((one) => named && asked(one.href.baseVal) === named) || null;

  const trace = (node) => {
    const flows = new Set(node ? flowsOf(node) : []);
    picture.classList.toggle("map--traced", flows.size > 0);
    parts.forEach((part) => part.classList.toggle("is-on", flowsOf(part).some((one) => flows.has(one))));
  };

  const tell = (node) => {
    said.replaceChildren();
    if (!node) { return; }
    const more = document.createElement("a");
    more.href = node.getAttribute("href");
    more.textContent = said.dataset.more;
    said.append(node.getAttribute("aria-label"), " ", more);
  };

  const pin = (node) => {
    pinned = node;
    trace(node);
    if (said) { tell(node); }
  };

  // One stop for the Tab key; within the picture the arrows lead.
  const reach = (node) => {
    nodes.forEach((one) => one.setAttribute("tabindex", one === node ? "0" : "-1"));
    node.focus();
  };

  const beside = (node, step) => {
    const at = columns.findIndex((column) => column.includes(node));
    const flows = new Set(flowsOf(node));
    const next = columns[at + step] || [];
    return next.find((one) => flowsOf(one).some((flow) => flows.has(flow)));
  };

  const within = (node, step) => {
    const column = columns.find((one) => one.includes(node));
    return column[column.indexOf(node) + step];
  };

  const ways = {
    ArrowDown: (node) => within(node, 1),
    ArrowUp: (node) => within(node, -1),
    ArrowRight: (node) => beside(node, 1),
    ArrowLeft: (node) => beside(node, -1),
  };

  // Without a place for words beside it, the first click follows the link, as does any on folded rows.
  const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const isPinning = (node) => said && node !== pinned && !node.classList.contains("map__node--fold");

  nodes.forEach((node) => {
    node.setAttribute("tabindex", node === (pinned || nodes[0]) ? "0" : "-1");
    node.addEventListener("pointerenter", () => trace(node));
    node.addEventListener("pointerleave", () => trace(pinned));
    node.addEventListener("focus", () => trace(node));
    node.addEventListener("click", (event) => {
      if (isPlain(event) && isPinning(node)) {
        event.preventDefault();
        pin(node);
      }
    });
  });

  // Not on the picture itself: what listens for focus in an SVG would be a stop of its own.
  frame.addEventListener("keydown", (event) => {
    const node = event.target.closest(".map__node");
    const next = node && ways[event.key] && ways[event.key](node);
    if (event.key === "Escape") { pin(null); }
    if (next) { event.preventDefault(); reach(next); }
  });
  frame.addEventListener("focusout", (event) => {
    if (!picture.contains(event.relatedTarget)) { trace(pinned); }
  });
}

const followAll = (within) => within.querySelectorAll("[data-map]").forEach(follow);
followAll(document);
// Beside the matrix the picture comes after the page, and again after each save.
document.addEventListener("htmx:afterSwap", (event) => followAll(event.target));
