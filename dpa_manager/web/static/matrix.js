// The matrix by keyboard, a row or column at once, counts as one ticks, and pasting over a cell.

const table = document.querySelector("table.matrix");
const form = document.querySelector("form.edit-form");

// What is chosen for adding is not yet part of what is saved.
for (const part of document.querySelectorAll(".matrix-add")) {
  for (const kind of ["change", "input"]) { part.addEventListener(kind, (event) => event.stopPropagation()); }
}

if (table) {
  const grid = [...table.querySelectorAll(".matrix__row")].map((row) => [...row.querySelectorAll("input")]);
  const rowOf = (box) => grid.find((row) => row.includes(box));
  const columnOf = (place) => grid.map((row) => row[place]);
  const boxesOf = (button) => {
    const line = button.closest("tr");
    return line.matches(".matrix__row") ? [...line.querySelectorAll("input")] : columnOf(button.closest("th").cellIndex - 1);
  };
  const isFull = (boxes) => boxes.every((box) => box.checked || box.disabled);

  const refresh = () => {
    for (const button of table.querySelectorAll(".matrix__toggle")) {
      button.textContent = button.dataset[isFull(boxesOf(button)) ? "none" : "all"];
    }
    for (const count of table.querySelectorAll(".matrix__count")) {
      count.textContent = columnOf(count.closest("th").cellIndex - 1).filter((box) => box.checked).length;
    }
  };
  const toggle = (boxes) => {
    const isTicked = !isFull(boxes);
    for (const box of boxes) { if (!box.disabled) { box.checked = isTicked; } }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // One stop for the Tab key; the arrows move from there.
  const stopAt = (box) => {
    for (const row of grid) { for (const one of row) { one.tabIndex = one === box ? 0 : -1; } }
  };

  const ways = {
    ArrowLeft: (row, place) => [row, place - 1],
    ArrowRight: (row, place) => [row, place + 1],
    ArrowUp: (row, place) => [row - 1, place],
    ArrowDown: (row, place) => [row + 1, place],
    Home: (row, place, isFar) => [isFar ? 0 : row, 0],
    End: (row, place, isFar) => [isFar ? grid.length - 1 : row, grid[row].length - 1],
  };
  table.addEventListener("keydown", (event) => {
    const box = event.target;
    if (box.name !== "flow" || event.altKey) { return; }
    const line = rowOf(box), place = line.indexOf(box), isPlain = !event.ctrlKey && !event.metaKey;
    if (ways[event.key]) {
      const step = ways[event.key];
      let [row, column] = step(grid.indexOf(line), place, !isPlain);
      while (event.key.startsWith("Arrow") && grid[row]?.[column]?.disabled) { [row, column] = step(row, column); }
      grid[row]?.[column]?.focus();
    } else if (isPlain && event.key === "r") { toggle(line);
    } else if (isPlain && event.key === "c") { toggle(columnOf(place));
    } else if (event.key === "Escape") { form.querySelector(".form__end button").focus();
    } else { return; }
    event.preventDefault();
  });
  table.addEventListener("focusin", (event) => { if (event.target.name === "flow") { stopAt(event.target); } });
  table.addEventListener("click", (event) => {
    const button = event.target.closest(".matrix__toggle");
    if (button) { event.preventDefault(); toggle(boxesOf(button)); }
  });
  form.addEventListener("change", refresh);
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain"), field = document.getElementById("pasted");
    if (!/[\t\n]/.test(text)) { return; }
    event.preventDefault();
    document.getElementById("paste").open = true;
    field.value = text;
    field.focus();
  });
  // A page that saves itself sends the button that was pressed last, if it has a name.
  for (const button of table.querySelectorAll(".matrix__toggle")) { button.type = "button"; button.removeAttribute("name"); }
  stopAt(grid.flat().find((box) => !box.disabled));
  document.querySelector(".matrix-card__keys").hidden = false;
  refresh();
}
