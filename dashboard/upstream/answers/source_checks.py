"""One golden question a source: does the service answer from here, and as its contract says?

The answers are about STAT3, of which the ids do not change. What is compared is what is read here:
identity, shape, vocabularies, and counts that must agree with each other; never a figure that a
new release may change. The outcome is stored in the folder of imported data, for the data page.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from dashboard.errors import SourceError, SourceTimeout, SourceUnreachable
from dashboard.models import Gene
from dashboard.registry import SOURCES, TITLES
from dashboard.rules.clingen import CLASSIFICATIONS
from dashboard.rules.inheritance import WORDS
from dashboard.rules.releases import V4_LIVE
from dashboard.rules.trials import OTHER_PHASES, STATUS_WORDS
from dashboard.upstream.http import Http
from dashboard.upstream.http.redact import Redactor, credentials, proxy_secrets
from dashboard.upstream.sources import (
    clingen,
    clinicaltrials,
    ensembl,
    eutils,
    eutils_gene,
    eutils_pubmed,
    gnomad,
    gnomad_constraint,
    gnomad_regions,
    gnomad_variants,
    hgnc,
    mygene,
    ncbi_files,
    omim,
    pubtator,
    uniprot,
)
from dashboard.upstream.sources.json_readers import inner, mappings, whole
from dashboard.upstream.sources.pubmed_queries import RECENT

STAT3 = Gene(
    hgnc_id="HGNC:11364",
    symbol="STAT3",
    name="signal transducer and activator of transcription 3",
    ensembl_id="ENSG00000168610",
    entrez_id="6774",
    uniprot_id="P40763",
    locus_group="protein-coding gene",
    mane_select="ENST00000264657.10",
    mane_refseq="NM_139276.3",
)
ALIAS = "APRF"
RESIDUES = 770
DISEASES = frozenset({"147060", "615952"})  # their MIM numbers
REACHED_NOT = (SourceUnreachable, SourceTimeout)
MOST_DIFFERENCES = 8
MOST_RECORDS = 20_000
LONGEST_DIFFERENCE = 200
NO_KEY = "not asked: it needs your own key (GCD_OMIM_KEY)"
NOT_TRIED = "not yet tried against the service from this installation"
FILE = "checked-sources.json"  # another name than the report: both may lie in one folder

_MARKUP = re.compile(
    r"<\s*/?\s*(?:script|img|iframe|object|embed|svg|form|input|style)\b", re.IGNORECASE
)
_PHASE = re.compile(r"PHASE[1-4]")

Ask = Callable[["Recorded"], Iterable[str]]


class Recorded:
    """The wire, and what came over it."""

    def __init__(self, http: Http) -> None:
        """Take the wire."""
        self._http = http
        self.answers: list[Any] = []

    def json(self, *args: Any, **kwargs: Any) -> Any:
        """Return a JSON answer and remember it."""
        return self._recorded(self._http.json(*args, **kwargs))

    def form(self, *args: Any, **kwargs: Any) -> Any:
        """Return the answer to a form and remember it."""
        return self._recorded(self._http.form(*args, **kwargs))

    def text(self, *args: Any, **kwargs: Any) -> str:
        """Return an answer as text and remember it."""
        return str(self._recorded(self._http.text(*args, **kwargs)))

    def content(self, *args: Any, **kwargs: Any) -> bytes:
        """Return an answer as bytes."""
        return self._http.content(*args, **kwargs)

    def _recorded(self, answer: Any) -> Any:
        self.answers.append(answer)
        return answer


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Checked:
    """How a source answered its golden question; `as_expected` None: it was not asked."""

    source: str
    reachable: bool | None
    status: int | None
    seconds: float | None
    as_expected: bool | None
    differs: tuple[str, ...] = ()
    checked_at: str = field(default_factory=_now)

    @property
    def title(self) -> str:
        """Return the source's name for people."""
        return TITLES[self.source]

    def differs_without(self, secrets: Iterable[str]) -> list[str]:
        """Return what differs, without these texts, which a source may have said again.

        Nor has it what is in the addresses of this machine's proxies.
        """
        every = tuple(secrets)
        clean = Redactor((*every, *credentials(every), *proxy_secrets()))
        return [clean(text) for text in self.differs]


def check(http: Http, source: str, *, has_omim: bool = False) -> Checked:
    """Ask a source its golden question and compare the answer with what is expected.

    Raises:
        KeyError: There is no such source.
    """
    question = QUESTIONS[source]
    if source == "omim" and not has_omim:
        return Checked(source, None, None, None, None, (NO_KEY,))
    wire, begun = Recorded(http), time.perf_counter()
    reachable, differs = True, list[str]()
    try:
        differs += question(wire)
    except SourceError as error:
        reachable = not isinstance(error, REACHED_NOT)
        differs.append(error.message)
    differs += markup_in(wire.answers)
    seconds = round(time.perf_counter() - begun, 2)
    status = http.health(source).past.status
    said = tuple(" ".join(text.split())[:LONGEST_DIFFERENCE] for text in dict.fromkeys(differs))
    return Checked(source, reachable, status, seconds, not said, said[:MOST_DIFFERENCES])


def markup_in(answers: Iterable[Any]) -> Iterator[str]:
    """Yield that a text has markup which no title has."""
    for answer in answers:
        text = answer if isinstance(answer, str) else orjson.dumps(answer).decode()
        found = _MARKUP.search(text)
        if found:
            yield f"there is markup in its texts ({found[0].strip('< /')})"


def _is(name: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{name} is {str(found)[:60]!r}, not {wanted!r}"


def _has(name: str, found: object) -> Iterator[str]:
    if not found:
        yield f"there is no {name}"


def _known(name: str, found: Iterable[str | None], known: Iterable[str]) -> Iterator[str]:
    strange = sorted({word for word in found if word} - set(known))
    if strange:
        yield f"unknown {name}: {', '.join(word[:40] for word in strange[:3])}"


def _gnomad(http: Recorded) -> Iterator[str]:
    payload = gnomad.fetch_gene(http, STAT3)
    if not gnomad.is_whole(payload):
        yield "a part of its answer failed"
    for release in gnomad_constraint.BUILDS:
        found = gnomad_constraint.parse_constraint(payload, STAT3, release, "")
        yield from _has(f"constraint of {release}", found)
        if found is None:
            continue
        yield from _has(f"LOEUF of {release}", found.loeuf is not None)
        yield from _is(f"symbol in {release}", found.symbol_in_release, STAT3.symbol)
        missing = [row.variant_class for row in found.rows if None in (row.obs, row.exp, row.oe)]
        yield from _is(f"classes without counts in {release}", missing, [])
        if release == V4_LIVE:
            yield from _is("transcript", (found.transcript or "")[:15], "ENST00000264657")
    yield from _has("regional constraint", gnomad_regions.parse_regions(payload, STAT3))
    payload = gnomad.fetch_clinvar(http, STAT3)
    variants = gnomad_variants.parse_variants(payload, STAT3, RESIDUES)
    if not gnomad.is_whole(payload):
        yield "a part of its answer about ClinVar failed"
    yield from _has("ClinVar variant on the protein", variants.variants)
    yield from _has("date of ClinVar's release", variants.release_date)
    strange = [one.raw_class for one in variants.variants if one.variant_class == "unknown"]
    yield from _known("classification", strange, ())
    yield from _has("known review status", any(v.stars is not None for v in variants.variants))
    yield from _has("consequence", any(one.consequence for one in variants.variants))


def _eutils(http: Recorded) -> Iterator[str]:
    about = eutils_gene.fetch_about(http, STAT3)
    yield from _has("summary of the gene", eutils_gene.parse_about(about, STAT3))
    yield from _is("symbol", inner(about, "record", "nomenclaturesymbol"), STAT3.symbol)
    search = eutils_pubmed.fetch_search(http, STAT3, RECENT, datetime.now(UTC).date())
    yield from _has("publication of two years", eutils_pubmed.parse_count(search, STAT3).count)
    records = eutils_pubmed.parse_records(eutils_pubmed.fetch_records(http, search, STAT3))
    yield from _has("publication with authors", any(one.authors for one in records))
    strange = [one.kind for one in records if one.kind not in eutils_pubmed.TYPES.values()]
    if 2 * len(strange) > len(records):  # rare types there are, but most papers are articles
        yield from _known("publication type", strange, ())
    hits = eutils.search_all(http, "clinvar", "STAT3[gene]", most=MOST_RECORDS, gene="STAT3")
    eutils.refuse_dropped(hits, "clinvar")
    yield from _has("ClinVar record", hits.ids)
    yield from _is("number of ClinVar ids", len(hits.ids), hits.count)


def _pubtator(http: Recorded) -> Iterator[str]:
    payload = pubtator.fetch_mentions(http, STAT3)
    count = pubtator.parse_count(payload).count
    yield from _has("publication that names the gene", count)
    listed = pubtator.parse_mentions(payload)
    yield from _has("publication with authors", any(one.authors for one in listed))
    pages = whole(inner(http.answers[0], "total_pages"))
    if pages is not None:
        yield from _is("number of pages", pages, -(-count // pubtator.PAGE_SIZE))


def _clinicaltrials(http: Recorded) -> Iterator[str]:
    found = clinicaltrials.parse_trials(clinicaltrials.fetch_trials(http, STAT3))
    yield from _has("trial that names the gene", found.trials)
    yield from found.notes
    yield from _known("status", (one.status for one in found.trials), STATUS_WORDS)
    phases = {phase for one in found.trials for phase in one.phases if not _PHASE.fullmatch(phase)}
    yield from _known("phase", phases, OTHER_PHASES)
    yield from _has("condition", any(one.conditions for one in found.trials))


def _clingen(http: Recorded) -> Iterator[str]:
    curations = clingen.parse_validity(clingen.fetch_validity(http), STAT3)
    yield from _has("curation of validity", curations)
    yield from _known("classification", (one.classification for one in curations), CLASSIFICATIONS)
    yield from _known("mode of inheritance", (one.inheritance for one in curations), WORDS)
    dosage = clingen.parse_dosage(clingen.fetch_dosage(http), STAT3)
    yield from _has("curation of dosage", dosage)
    if dosage is not None:
        scores = (dosage.haploinsufficiency, dosage.triplosensitivity)
        unknown = [one.words for one in scores if one and one.score is None]
        yield from _known("dosage verdict", unknown, ())


def _uniprot(http: Recorded) -> Iterator[str]:
    found = uniprot.parse_protein(uniprot.fetch_protein(http, STAT3), STAT3)
    yield from _has("reviewed entry", found)
    if found is None:
        return
    yield from _is("accession", found.features.uniprot_id, STAT3.uniprot_id)
    yield from _is("length", found.features.protein_length, RESIDUES)
    yield from _has("domain", found.features.domains)
    yield from _has("disease", found.phenotypes)
    yield from _has("name of the protein", found.name)
    yield from _is("MANE Select transcript", (found.mane_transcript or "")[:15], "ENST00000264657")


def _ncbi_files(http: Recorded) -> Iterator[str]:
    links = ncbi_files.parse_mims(ncbi_files.fetch_mim2gene(http), STAT3)
    found = {one.mim for one in links.phenotypes}
    yield from _is("diseases of the gene", sorted(DISEASES & found), sorted(DISEASES))
    chapters = ncbi_files.parse_chapters(ncbi_files.fetch_chapters(http), STAT3)
    yield from _has("GeneReviews chapter", chapters)


def _ensembl(http: Recorded) -> Iterator[str]:
    found = ensembl.parse_gene(ensembl.fetch_gene(http, STAT3))
    yield from _is("gene", found.ensembl_id, STAT3.ensembl_id)
    yield from _is("symbol", found.symbol, STAT3.symbol)
    yield from _is("biotype", found.biotype, "protein_coding")
    yield from _is("build", found.assembly, "GRCh38")
    yield from _is("MANE Select transcript", (found.mane_select or "")[:15], "ENST00000264657")
    yield from _is("length", found.protein_length, RESIDUES)


def _hgnc(http: Recorded) -> Iterator[str]:
    (*_, found) = hgnc.parse_genes(hgnc.fetch_genes(http, STAT3.symbol)) or (None,)
    yield from _has("gene", found)
    if found is not None:
        yield from _same_gene(found)
        yield from _is("locus group", found.locus_group, STAT3.locus_group)
    response = inner(http.answers[0], "response")
    number = len(mappings(inner(response, "docs")))
    yield from _is("announced number of genes", whole(inner(response, "numFound")), number)


def _mygene(http: Recorded) -> Iterator[str]:
    found = mygene.parse_genes(mygene.fetch_genes(http, STAT3.symbol))
    record = next(iter(found.records), None)
    yield from _has("gene", record)
    if record is not None:
        gene = mygene.as_gene(record)
        yield from _has("gene with an HGNC id", gene)
        yield from _same_gene(gene) if gene else ()
        yield from _is("type of gene", record.type_of_gene, "protein-coding")
        yield from _has("summary", record.summary)
    number = len(found.records) + found.left_out
    yield from _is("announced number of genes", found.announced, number)


def _same_gene(found: Gene) -> Iterator[str]:
    for name in ("hgnc_id", "symbol", "ensembl_id", "entrez_id", "uniprot_id"):
        yield from _is(name, getattr(found, name), getattr(STAT3, name))
    yield from _has(f"alias {ALIAS}", ALIAS in found.aliases)


def _omim(http: Recorded) -> Iterator[str]:
    found = omim.parse_phenotypes(omim.fetch_phenotypes(http, STAT3), STAT3)
    numbers = {one.disease_id.removeprefix("OMIM:") for one in found}
    yield from _is("diseases of the gene", sorted(DISEASES & numbers), sorted(DISEASES))
    modes = {mode for one in found for mode in one.inheritance}
    yield from _has("mode of inheritance", modes)
    yield from _known("mode of inheritance", modes, WORDS)
    response = inner(http.answers[0], "omim", "searchResponse")
    number = len(mappings(inner(response, "entryList")))
    yield from _is("announced number of entries", whole(inner(response, "totalResults")), number)


QUESTIONS: Mapping[str, Ask] = {
    "gnomad": _gnomad,
    "eutils": _eutils,
    "pubtator": _pubtator,
    "clinicaltrials": _clinicaltrials,
    "clingen": _clingen,
    "uniprot": _uniprot,
    "ncbi_ftp": _ncbi_files,
    "ensembl": _ensembl,
    "hgnc": _hgnc,
    "mygene": _mygene,
    "omim": _omim,
}


def stored_checks(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what is stored of the last checks, by source; nothing where that cannot be read."""
    try:
        stored = orjson.loads((folder.expanduser() / FILE).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    rows = stored.items() if isinstance(stored, dict) else ()
    return {name: row for name, row in rows if name in SOURCES and isinstance(row, dict)}


def store_checks(folder: Path, checks: Iterable[Checked], addresses: Mapping[str, str]) -> None:
    """Write down when each source was asked and how it answered, beside what is there.

    Raises:
        OSError: The folder cannot be written to.
    """
    folder = folder.expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    stored = stored_checks(folder)
    for one in checks:
        if one.as_expected is None:
            continue
        before = stored.get(one.source, {})
        same = before.get("address") == addresses[one.source]
        seen = one.checked_at if one.as_expected else before.get("expected_at") if same else None
        stored[one.source] = {
            "address": addresses[one.source],
            "checked_at": one.checked_at,
            "expected_at": seen,
            "differs": "; ".join(one.differs),
        }
    handle, partial = tempfile.mkstemp(dir=folder, prefix=f".{FILE}")
    with os.fdopen(handle, "wb") as file:
        file.write(orjson.dumps(stored, option=orjson.OPT_INDENT_2))
    Path(partial).replace(folder / FILE)


def check_words(stored: Mapping[str, Any] | None, address: str) -> str:
    """Return what is known of a source from here: when it was checked, and with what outcome.

    A check against another address says nothing of this one.
    """
    if stored is None or stored.get("address") != address:
        return NOT_TRIED
    checked, expected = _day(stored.get("checked_at")), _day(stored.get("expected_at"))
    last = f"last check on {checked}: {str(stored.get('differs') or '')[:LONGEST_DIFFERENCE]}"
    if not expected:
        return f"{NOT_TRIED} with an answer as expected; {last}"
    if stored.get("differs"):
        return f"answered as expected on {expected}; {last}"
    return f"answered as expected on {checked}"


def _day(moment: object) -> str:
    return moment[:10] if isinstance(moment, str) else ""
