/* What this page and the server must agree on. Written from components/contract.py by
 * `python -m scripts.browser_contract`: change it there. */

export const IDS = Object.freeze({
  address: "address",
  view: "view",
  geneView: "gene-view",
  search: "gene-search",
  searchHits: "gene-search-hits",
  themeSwitch: "theme-switch",
  presentSwitch: "present-switch",
  failures: "gene-failures",
  linkDiffers: "link-differs",
  toast: "toast",
  toastShown: "toast-shown",
  help: "help",
  helpSwitch: "help-switch",
  copy: "copy",
  copyText: "copy-text",
  viewFiles: "view-files",
  variantsAsked: "variants-asked",
  variantsDrawing: "variants-drawing",
  variantsGrid: "variants-grid",
  variantsCard: "variants-card",
  variantsCardAsked: "variants-card-asked",
  variantsDomains: "variants-domains",
  variantsDomainsAsked: "variants-domains-asked",
  variantsOwnGiven: "variants-own-given",
  variantsOwnAccount: "variants-own-account",
  compareLollipops: "compare-lollipops",
  exploreSource: "explore-source",
  exploreDrawing: "explore-drawing",
  exploreGrid: "explore-grid",
  listGiven: "list-given",
  listMessage: "list-message",
  listColumns: "list-columns",
  listMethods: "list-methods-text",
  listRanked: "list-ranked",
  listLines: "list-lines",
});
export const PRODUCT = "Gene Constraint Dashboard";
export const DISCLAIMER = "Research use, not for diagnosis.";
export const MISSING = "\u2014";
export const MINUS = "\u2212";
export const NEVER_CERTAIN = Object.freeze({"0.00": "<0.01", "1.00": ">0.99"});
export const FORMULA_STARTS = Object.freeze(["=", "+", "-", "@", "\t", "\r"]);
export const PUNCTUATION = " .,;:!?'\"`\u00b4\u2018\u2019\u201c\u201d\u201e()[]{}<>|/\\";
export const MOST_COMPARED = 8;
export const MISSENSE_Z_THRESHOLD = 3.09;
export const UNDERPOWERED_BELOW = 10;
export const MISSING_NUMBERS = Object.freeze({"i2": -32768, "i4": -2147483648});
export const MISSING_CODES = Object.freeze({"u1": 255, "u2": 65535});
export const COLOURED_BY = "inheritance";
export const CAUTIONS = Object.freeze(["dim", "hide", "show"]);
export const TOPIC_TITLES = Object.freeze({
  inheritance: "Inheritance (HPO)",
  clingen: "ClinGen class",
  chromosome: "Chromosome",
  flag: "Flag",
  depmap: "DepMap, cancer cell lines",
  impc: "IMPC, knockout mice",
  crossed: "LOEUF thresholds of two releases",
});
export const SELECTED_SET = "clinvar_plp";
export const LIST_FIELDS = Object.freeze(["genes", "set", "release", "flagged", "by", "rows"]);
export const WITHOUT_FLAGGED = "no";
export const MOST_FILE_BYTES = 10000000;
export const MOST_SYMBOLS = 30000;
export const MOST_LINES = 200000;
export const RETRY = "retry";
export const POLL = "poll";
export const VIEW = "view";
export const POLL_MS = 500;
