/* The common axis of several proteins: residues, percent of length, or residues from the first one
 * of a shared domain. On each, residue = zero + unit * place. */

/** @typedef {{symbol: string, length: number}} Protein */
/** @typedef {{accession: string, name: string, copies: Record<string, [number, number][]>}} SharedDomain */
/**
 * What the plots show: the kind of axis, the domain that they are aligned on, which copy of it each
 * protein has there.
 * @typedef {{axis: string, domain: SharedDomain | null, copies: Map<string, number>, genes: Protein[]}} View
 */

const TICKS = 8;
const ROOM = 0.008; // of the axis, at both ends

/**
 * @param {Protein} gene
 * @param {View} view
 */
export function copyOf(gene, { domain, copies }) {
  const own = (domain && domain.copies[gene.symbol]) || [];
  if (!own.length) return null;
  const asked = copies.get(gene.symbol);
  const index = asked !== undefined && asked >= 1 && asked <= own.length ? asked - 1 : 0;
  return { own, index, start: own[index][0] };
}

/**
 * A protein without the domain is not aligned: it begins where the others do.
 * @param {Protein} gene
 * @param {View} view
 */
export function scale(gene, view) {
  if (view.axis === "percent") return { zero: 0, unit: gene.length / 100 };
  if (view.axis === "residue") return { zero: 0, unit: 1 };
  const copy = copyOf(gene, view);
  return { zero: copy ? copy.start : 1 - first(view), unit: 1, own: !copy };
}

/**
 * The place of the first residue of the proteins that are aligned.
 * @param {View} view
 */
function first(view) {
  const copies = view.genes.map((gene) => copyOf(gene, view)).filter(Boolean);
  return Math.min(...copies.map((copy) => 1 - (copy ? copy.start : 0)));
}

/**
 * [from, to] on the common axis: all of every protein.
 * @param {View} view
 */
function everything(view) {
  if (view.axis === "percent") return [-100 * ROOM, 100 * (1 + ROOM)];
  const ends = view.genes.map((gene) => [1 - scale(gene, view).zero, gene.length + 1 - scale(gene, view).zero]);
  const [from, to] = [Math.min(...ends.map((end) => end[0])), Math.max(...ends.map((end) => end[1]))];
  const room = Math.max(1, (to - from) * ROOM);
  return [from - room, to + room];
}

/** @param {number} span */
function stepFor(span) {
  const raw = span / TICKS;
  const ten = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((times) => times * ten).find((one) => one >= raw);
}

/**
 * @param {number} from
 * @param {number} to
 * @param {boolean} whole
 */
function ticksIn(from, to, whole) {
  const step = Math.max(stepFor(to - from) || 0, whole ? 1 : 0);
  const ticks = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(Math.round(tick * 1e6) / 1e6 + 0);
  return ticks;
}

/**
 * A plot's window and ticks, in its own residues; there is no residue 0.
 * @param {Protein} gene
 * @param {View} view
 * @param {[number, number] | null} [shown]
 */
export function axisOf(gene, view, shown) {
  const [from, to] = shown || everything(view);
  const { zero, unit, own } = scale(gene, view);
  /** @type {[number, number]} */
  const range = [zero + unit * from, zero + unit * to];
  const numbers = own || view.axis === "residue";
  const ticks = numbers ? ticksIn(...range, true).filter((tick) => tick !== 0) : ticksIn(from, to, view.axis !== "percent");
  return {
    range,
    tickmode: "array",
    tickvals: numbers ? ticks : ticks.map((tick) => zero + unit * tick),
    ticktext: ticks.map((tick) => tick.toLocaleString("en") + (view.axis === "percent" ? " %" : "")),
  };
}

/**
 * What the axis counts: said once over the plots, and in a saved picture.
 * @param {Protein | null} gene
 * @param {View} view
 */
export function words(gene, view) {
  if (view.axis === "percent") return "% of each protein's length";
  if (view.axis === "residue") return "residue";
  return gene && !copyOf(gene, view)
    ? `residue (no ${view.domain?.name} here: not aligned)`
    : `residues from the first one of ${view.domain?.name} (${view.domain?.accession})`;
}
