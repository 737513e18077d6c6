/* The fields of the variants panel in the address. What is malformed falls back field by field,
 * and a sentence says so. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const QUOTED = 40;
  const RESIDUES = /^\s*(\d{1,6})(?:\s*[-\u2013]\s*(\d{1,6}))?\s*$/;

  const quoted = (words) => `“${words.length > QUOTED ? words.slice(0, QUOTED) + "…" : words}”`;

  function chosen(text, known, name, notices) {
    if (!text) return null;
    if (text === "none") return new Set();
    const parts = text.split(",").map((part) => part.trim()).filter(Boolean);
    const good = parts.filter((part) => known.includes(part));
    const bad = parts.filter((part) => !known.includes(part));
    if (bad.length || !parts.length) {
      const words = quoted(bad[0] || text);
      notices.push(`The address names no ${name} ${words}${good.length ? "" : "; all are shown"}.`);
    }
    return good.length ? new Set(good) : null;
  }

  function residues(text, length, notices) {
    if (!text) return null;
    const match = RESIDUES.exec(text);
    const numbers = match && [Number(match[1]), Number(match[2] || match[1])];
    const [from, to] = numbers ? numbers.sort((a, b) => a - b) : [0, 0];
    if (from >= 1 && from <= length) return [from, Math.min(to, length)];
    const why = numbers && from > length ? `the axis ends at ${length}` : "such as 100-200";
    notices.push(`${quoted(text)} is no range of residues (${why}); all are shown.`);
    return null;
  }

  /* What the address asks for: sets or null (all), a range or null, texts or null, notices. */
  gcd.readVariantView = function (view, base) {
    const filters = document.getElementById("variants-filters").dataset;
    const notices = [];
    const wanted = {
      classes: chosen(view.class, filters.classes.split("|"), "class", notices),
      consequences: chosen(view.consequence, filters.consequences.split("|"), "consequence", notices),
      residues: residues(view.residues, base.length || 0, notices),
      find: view.find || null,
      variant: view.variant && base.byId.has(view.variant) ? view.variant : null,
      notices,
    };
    if (view.variant && !wanted.variant) {
      notices.push(`${quoted(view.variant)} is none of the records on this plot; none is selected.`);
    }
    return wanted;
  };
})();
