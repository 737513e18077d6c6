/* The plain tables of a panel as CSV: provenance first, a line each, then what is on the screen. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const FORMULA = /^[=+\-@\t\r]/; // as dashboard/export/answer.py

  const flat = (words) => words.split(/\s+/).filter(Boolean).join(" ");

  /* Items of a list, and what is folded up, each apart from the next. */
  function cellWords(cell) {
    const items = [...cell.querySelectorAll("li")];
    return flat(items.length ? items.map((item) => flat(item.textContent)).join("; ") : cell.textContent);
  }

  function quoted(words) {
    const safe = FORMULA.test(words) ? `'${words}` : words;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function tableText(table) {
    const rows = [...table.querySelectorAll("tr")];
    return rows.map((row) => [...row.children].map((cell) => quoted(cellWords(cell))).join(",") + "\r\n").join("");
  }

  function preamble(panel, genes) {
    const title = panel.querySelector("h2").textContent;
    const lines = [
      `Gene Constraint Dashboard: ${title} of ${genes.join(", ")}`,
      `State: ${panel.dataset.state}`,
      ...gcd.sourceLines(panel.querySelector(".panel-source")).filter((line) => !line.startsWith("State: ")),
      `Exported: ${new Date().toISOString().slice(0, 10)}. Research use, not for diagnosis.`,
    ];
    return lines.map((line) => `# ${flat(line)}\r\n`).join("");
  }

  function save(name) {
    const panel = document.getElementById(`panel-${name}`);
    const tables = [...panel.querySelectorAll("table.plain-table")];
    if (!tables.length) return;
    const genes = gcd.subject();
    const text = preamble(panel, genes) + tables.map(tableText).join("\r\n");
    gcd.saveCsv(`${genes.join("-")}_${name}.csv`.replace(/[^A-Za-z0-9._-]+/g, "-"), text);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-table-csv]");
    if (button) save(button.dataset.tableCsv);
  });
})();
