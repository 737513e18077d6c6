/* A visitor's own variants: pasted, chosen or dropped, placed by the server, forgotten with the page.
 * Only where the visitor says so they stand behind the # of the address, which no server sees. */

import { MOST_FILE_BYTES, IDS } from "../page/contract.mjs";
import { clientside, setProps } from "../page/dash.mjs";
import { closestTo, elementById, targetOf } from "../page/dom.mjs";
import { grouped } from "../page/text.mjs";
import { fromLink, toLink } from "./own-link.mjs";

/** @typedef {{id: string, protein_change: string, position: number, end: number, consequence: string, label: string, note: string | null}} OwnRow */
/** @typedef {{gene: string, set: string, variants: OwnRow[], text: string, failed?: boolean}} Read */
/** @typedef {{text: string | null, content: string | null}} Given */

const LONG_LINK = 2000; // characters, beyond which mail programs and chats may cut it
const MARK = "#mine=";

/** @type {Given | null} */
let given = null; // for as long as the page is open
/** @type {Read | null} */
let read = null;
/** @type {{gene: string, set: string} | null} */
let page = null;
let asked = "";
/** @type {() => void} */
let onChange = () => {};

const part = (/** @type {string} */ name) => elementById(`variants-own-${name}`);
/** @param {string} words */
const say = (words) => setProps(IDS.variantsOwnAccount, { tree: words });

/**
 * The visitor's variants on the gene and set of the page.
 * @returns {OwnRow[]}
 */
export function ownRows() {
  return read && page && read.gene === page.gene && read.set === page.set ? read.variants : [];
}

/** @param {() => void} handler called when there are others */
export function ownChanged(handler) {
  onChange = handler;
}

function ask() {
  if (!given || !page) return;
  const { gene, set } = page;
  const key = JSON.stringify([gene, set, given]);
  if (key === asked) return;
  asked = key;
  setProps(IDS.variantsOwnGiven, { data: { gene, set, ...given, at: Date.now() } });
}

/** @param {Given} what */
function give(what) {
  given = what;
  asked = "";
  say("Reading …");
  ask();
}

function forget() {
  given = read = null;
  asked = "";
  part("text").value = "";
  part("keep").checked = false;
  setProps(IDS.variantsOwnGiven, { data: null });
  writeLink();
  onChange();
}

/**
 * The page shows another gene or set: what was given is placed on it.
 * @param {{gene: string, set: string}} base
 */
export async function ownPage({ gene, set }) {
  page = { gene, set };
  const link = !given && window.location.hash.startsWith(MARK) && window.location.hash.slice(MARK.length);
  if (!link) return ask();
  const text = await fromLink(link);
  if (text === null) return say("The variants in this link are damaged: it was cut off. None is placed.");
  part("keep").checked = true;
  part("box").open = true;
  part("text").value = text;
  return give({ text, content: null });
}

/* What the address has behind its #: the variants where they are to be kept there. */
async function writeLink() {
  const kept = part("keep") && part("keep").checked && read && !read.failed;
  const hash = kept ? MARK + (await toLink(read.text)) : "";
  const now = window.location.hash;
  if (hash !== now && (hash || now.startsWith(MARK))) setProps(IDS.address, { hash });
  const length = window.location.href.split("#")[0].length + hash.length;
  const long = length > LONG_LINK ? "; some mail and chat programs cut links that long" : "";
  part("link").textContent = kept
    ? `The link has ${grouped(length)} characters${long}. Whoever has it sees these variants.`
    : "";
}

/** @param {Read | null} answer */
function showOwn(answer) {
  if (!answer) return;
  read = answer;
  writeLink();
  onChange();
}

/** @param {File} file */
async function giveFile(file) {
  if (file.size > MOST_FILE_BYTES) {
    say(`The file has ${grouped(Math.round(file.size / 1e6))} MB, which is too large: up to ${MOST_FILE_BYTES / 1e6} MB are read.`);
    return;
  }
  const reader = new FileReader();
  const address = await new Promise((done, failed) => {
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  give({ text: null, content: address.slice(address.indexOf(",") + 1) });
}

/** @param {File} file */
const take = (file) => giveFile(file).catch((error) => say(`The file cannot be read: ${error.message}`));

function giveText() {
  const text = part("text").value;
  if (text.trim()) give({ text, content: null });
  else say("There is no variant in it. Paste protein changes, or choose a file.");
}

clientside({ show_own: showOwn });

document.addEventListener("click", (event) => {
  const button = closestTo(event, "[data-own]");
  if (!button) return;
  if (button.dataset.own === "read") giveText();
  else forget();
});

document.addEventListener("change", (event) => {
  const control = targetOf(event);
  if (control.id === "variants-own-keep") writeLink();
  if (control.id !== "variants-own-file" || !control.files.length) return;
  take(control.files[0]);
  control.value = ""; // the same file can be chosen again
});

document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (sends && targetOf(event).id === "variants-own-text") giveText();
});

// Another gene's address has nothing behind its #.
document.addEventListener("gcd:address", () => {
  if (part("keep") && part("keep").checked) writeLink();
});

for (const kind of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
  document.addEventListener(kind, (event) => {
    const over = closestTo(event, ".own-box");
    if (!over) return;
    event.preventDefault();
    over.classList.toggle("dropping", kind === "dragover");
    const files = kind === "drop" && event.dataTransfer ? event.dataTransfer.files : [];
    if (files.length) take(files[0]);
  });
}
