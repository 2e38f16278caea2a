// Ticking many rows by hand: the whole first cell of a row ticks it, Shift and a click tick all that lie between, and so
// does pulling the mouse along the first cells. Every box works alone without it.
(() => {
  "use strict";
  const BOX = "input[type=checkbox][name=file]";
  const boxOf = (row) => row.cells[0].querySelector(BOX);
  const rowsOf = (body) => [...body.rows].filter((row) => row.cells.length && boxOf(row));
  let last = null; // the row that was ticked before, from which Shift reaches
  let from = null; // where the mouse went down
  let want = true; // what the rows that are pulled over become
  let pulled = false;

  const set = (one, other, checked) => {
    const rows = rowsOf(one.parentNode);
    const ends = [rows.indexOf(one), rows.indexOf(other)].sort((a, b) => a - b);
    if (ends[0] < 0) return;
    rows.slice(ends[0], ends[1] + 1).forEach((row) => { boxOf(row).checked = checked; });
    boxOf(other).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const headOf = (target) => {
    const cell = target.closest("tbody > tr > :first-child");
    return cell && boxOf(cell.parentNode) ? cell.parentNode : null;
  };

  document.addEventListener("pointerdown", (event) => {
    from = event.pointerType === "mouse" && event.button === 0 && !event.shiftKey ? headOf(event.target) : null;
    want = from && !boxOf(from).checked;
    pulled = false;
  });
  document.addEventListener("pointerover", (event) => {
    if (!from) return;
    if (!(event.buttons & 1)) { from = null; return; } // let go outside the window
    const row = event.target.closest("tr");
    if (!row || row.parentNode !== from.parentNode || (row === from && !pulled)) return;
    pulled = true;
    set(from, row, want);
  });
  document.addEventListener("pointerup", () => {
    from = null;
    setTimeout(() => { pulled = false; });
  });
  document.addEventListener("click", (event) => {
    const row = headOf(event.target);
    if (!row) return;
    const box = boxOf(row);
    if (pulled) event.preventDefault(); // back at its beginning: it is ticked already
    else if (event.shiftKey && last && last !== row && last.parentNode === row.parentNode) {
      const checked = event.target === box ? box.checked : !box.checked;
      setTimeout(() => set(last, row, checked)); // once the box has changed by itself
      setTimeout(() => { last = row; });
    } else if (!event.target.closest("input, a, label")) box.click();
    else if (event.target === box) last = row;
  });
})();
