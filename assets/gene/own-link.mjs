/* A text behind the # of a link: packed where the browser can, in letters that no program changes. */

const PACKED = "z";
const PLAIN = "p";
const MOST_UNPACKED = 2_000_000; // characters: a short link may unpack to gigabytes

/** @param {Uint8Array} bytes */
function letters(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text */
function bytesOf(text) {
  const code = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(code, (letter) => letter.charCodeAt(0));
}

/**
 * @param {Uint8Array} bytes
 * @param {any} through
 */
async function passed(bytes, through) {
  const reader = new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(through).getReader();
  /** @type {number[]} */
  const found = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Uint8Array.from(found);
    if (found.length + value.length > MOST_UNPACKED) throw new Error("too long");
    for (const byte of value) found.push(byte);
  }
}

/** @param {string} text */
export async function toLink(text) {
  const bytes = new TextEncoder().encode(text);
  if (typeof CompressionStream === "undefined") return PLAIN + letters(bytes);
  return PACKED + letters(await passed(bytes, new CompressionStream("deflate-raw")));
}

/**
 * The text of a link, null where it is damaged.
 * @param {string} link
 * @returns {Promise<string | null>}
 */
export async function fromLink(link) {
  try {
    const bytes = bytesOf(link.slice(1));
    const whole = link[0] === PACKED ? await passed(bytes, new DecompressionStream("deflate-raw")) : bytes;
    return new TextDecoder("utf-8", { fatal: true }).decode(whole);
  } catch {
    return null;
  }
}
