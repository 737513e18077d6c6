"""Validity, dosage, phenotypes, trials and publications of one gene, from the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import quote_plus

from dashboard.models import (
    Answer,
    Coverage,
    Curation,
    Dosage,
    DosageScore,
    Essentiality,
    G2PRecord,
    Gene,
    Phenotype,
    Problem,
    Provenance,
    Publication,
    State,
    Submission,
    Trial,
)
from dashboard.process.clock import today
from dashboard.rules.absence import NOUNS, none_listed
from dashboard.rules.clingen import strength
from dashboard.rules.gene_mentions import searched_names
from dashboard.rules.notices import notice_of, replaces_kind
from dashboard.rules.trials import matched_places, start_is_planned, wanted_states
from dashboard.tables.brought import missing, origin_of
from dashboard.tables.snapshot import Snapshot

T = TypeVar("T")

NOT_EVALUATED = "Not yet evaluated"  # ClinGen's words for what is null here


def validity(snapshot: Snapshot, gene: Gene) -> Answer[tuple[Curation, ...]]:
    """Return every curation of the gene, best evidence first (T52).

    Raises:
        TableDamaged: The table cannot be read.
    """
    rows = snapshot.records("validity", gene.hgnc_id)
    days = {row["file_date"] for row in rows} or set(snapshot.values("validity", "file_date"))
    dated = _of_files(snapshot.provenance("validity"), sorted(day for day in days if day))
    answer = _listed(snapshot, "validity", gene, _curation, dated)
    if answer.data is None:
        return answer
    ordered = sorted(answer.data, key=lambda c: (strength(c.classification), c.disease))
    return replace(answer, data=tuple(ordered))


def _of_files(provenance: Provenance, days: Sequence[str]) -> Provenance:
    """Return an origin dated by the files that its rows came out of: as old as the oldest.

    A gene without a row is as old as the oldest file of the table.
    """
    if not days:
        return provenance
    noun = "file" if len(days) == 1 else "files"
    return replace(provenance, release=f"{noun} created {' and '.join(days)}", fetched_at=days[0])


def dosage(snapshot: Snapshot, gene: Gene) -> Answer[Dosage]:
    """Return the gene's ClinGen dosage verdicts.

    Raises:
        TableDamaged: The table cannot be read.
    """
    answer = _listed(snapshot, "dosage", gene, _dosage)
    return Answer(
        answer.state,
        answer.data[0] if answer.data else None,
        answer.provenance,
        answer.problem,
        coverage=answer.coverage,
    )


def gencc(snapshot: Snapshot, gene: Gene) -> Answer[tuple[Submission, ...]]:
    """Return every GenCC submission of the gene, as its submitter says it (T79).

    Raises:
        TableDamaged: The table cannot be read.
    """
    if not snapshot.has("gencc"):
        return _not_here("gencc")
    return _listed(snapshot, "gencc", gene, _submission)


G2P_COLUMNS = (
    *("g2p_id", "disease", "mondo_id", "allelic_requirement", "confidence", "mechanism"),
    *("mechanism_support", "consequences", "panels", "pmids", "date"),
)


def g2p(snapshot: Snapshot, gene: Gene) -> Answer[tuple[G2PRecord, ...]]:
    """Return every G2P record of the gene, each with the mechanism of its disease.

    Raises:
        TableDamaged: The table cannot be read.
    """
    return _listed(snapshot, "g2p", gene, _g2p) if snapshot.has("g2p") else _not_here("g2p")


def _g2p(row: Mapping[str, Any]) -> G2PRecord:
    lists = ("consequences", "panels", "pmids")
    values: dict[str, Any] = {
        name: tuple(row[name]) if name in lists else row[name] for name in G2P_COLUMNS
    }
    return G2PRecord(**values, url=f"https://www.ebi.ac.uk/gene2phenotype/lgd/{row['g2p_id']}")


def _not_here(table: str) -> Answer[Any]:
    """Return that nobody has brought a table yet, and what would."""
    return Answer(
        State.NOT_COVERED,
        provenance=origin_of(table),
        problem=missing(table),
        coverage=Coverage(complete=False),
    )


def essentiality(snapshot: Snapshot, gene: Gene) -> Answer[Essentiality]:
    """Return what DepMap's cell lines and IMPC's mice do without the gene.

    Raises:
        TableDamaged: A table cannot be read.
    """
    cells = next(iter(snapshot.records("depmap", gene.hgnc_id)), {})
    mice = next(iter(snapshot.records("impc", gene.hgnc_id)), {})
    origins = [snapshot.provenance(name) for name in ("depmap", "impc")]
    parts: tuple[Answer[Essentiality], ...] = tuple(
        Answer(State.SNAPSHOT if rows else State.NOT_COVERED, provenance=origin)
        for rows, origin in zip((cells, mice), origins, strict=True)
    )
    if not cells and not mice:
        message = f"Neither DepMap's screens nor IMPC's calls have {gene.symbol}."
        problem = Problem("not_covered", message)
        return Answer(State.NOT_COVERED, provenance=origins[0], problem=problem, parts=parts)
    found = Essentiality(
        common_essential=cells.get("common_essential"),
        strongly_selective=cells.get("strongly_selective"),
        mouse_viability=mice.get("viability"),
        mouse_symbol=mice.get("mouse_symbol"),
        mgi_id=mice.get("mgi_id"),
    )
    used = tuple(part for part in parts if part.state is State.SNAPSHOT)
    return Answer(State.SNAPSHOT, found, used[0].provenance, parts=used)


def same_diseases(snapshot: Snapshot, mondo_id: str) -> tuple[str, ...]:
    """Return the ids that OMIM, Orphanet and MedGen have for a MONDO disease, none if none.

    They are written as the phenotypes are: OMIM:147060, ORPHA:2314; MEDGEN:4347.

    Raises:
        TableDamaged: The table cannot be read.
    """
    rows = snapshot.records("mondo", mondo_id)
    columns = ("omim", "orphanet", "medgen")
    return tuple(number for row in rows for column in columns for number in row[column])


def phenotypes(snapshot: Snapshot, gene: Gene) -> Answer[tuple[Phenotype, ...]]:
    """Return every disease that HPO links to the gene, OMIM before ORPHA.

    Raises:
        TableDamaged: The table cannot be read.
    """
    return _listed(snapshot, "phenotypes", gene, _phenotype)


def trials(snapshot: Snapshot, gene: Gene) -> Answer[tuple[Trial, ...]]:
    """Return the embedded trials of the gene.

    Raises:
        TableDamaged: The table cannot be read.
    """
    names = searched_names(gene)
    return _listed(snapshot, "trials", gene, lambda row: _trial(row, names))


def publications(snapshot: Snapshot, gene: Gene) -> Answer[tuple[Publication, ...]]:
    """Return the embedded publications of the gene.

    Raises:
        TableDamaged: The table cannot be read.
    """
    return _listed(snapshot, "publications", gene, _publication)


def _listed(
    snapshot: Snapshot,
    table: str,
    gene: Gene,
    build: Callable[[Mapping[str, Any]], T],
    dated: Provenance | None = None,
) -> Answer[tuple[T, ...]]:
    """Return the gene's rows as models, or which of empty and not covered holds (T60)."""
    found = tuple(build(row) for row in snapshot.records(table, gene.hgnc_id))
    provenance = dated or snapshot.provenance(table)
    whole = snapshot.has_all_of(table, gene.hgnc_id)
    coverage = Coverage(whole, len(found) if whole else None)
    if found:
        return Answer(State.SNAPSHOT, found, provenance, coverage=coverage)
    covers = snapshot.covers(table)
    if covers is None or whole:
        day = f" ({provenance.fetched_at})" if provenance.fetched_at else ""
        message = none_listed(table, gene.symbol, provenance.source, day)
        return Answer(State.EMPTY, (), provenance, Problem("empty", message), coverage=coverage)
    genes = f"{len(covers):,} gene{'s' if len(covers) != 1 else ''}"
    message = f"The embedded snapshot holds {NOUNS[table]}s for {genes} only, not {gene.symbol}."
    problem = Problem("not_covered", message)
    return Answer(State.NOT_COVERED, None, provenance, problem, coverage=coverage)


def _curation(row: Mapping[str, Any]) -> Curation:
    fields = (
        "disease",
        "mondo_id",
        "inheritance",
        "classification",
        "date",
        "panel",
        "url",
        "sop",
        "file_date",
    )
    return Curation(**{name: row[name] for name in fields})


def _submission(row: Mapping[str, Any]) -> Submission:
    names = ("submitter", "classification", "inheritance", "disease", "disease_id", "date", "url")
    return Submission(
        **{name: row[name] for name in names},
        submitted_disease_id=row["submitted_disease_id"],
        pmids=tuple(row["pmids"]),
        submission_id=row["submission_id"],
    )


def _dosage(row: Mapping[str, Any]) -> Dosage:
    def score(prefix: str) -> DosageScore | None:
        words, value = row[f"{prefix}_words"], row[f"{prefix}_score"]
        if not words or words == NOT_EVALUATED:
            return None
        return DosageScore(value, words, row["date"])

    return Dosage(score("haplo"), score("triplo"), row["url"])


def _phenotype(row: Mapping[str, Any]) -> Phenotype:
    prefix, _, number = row["disease_id"].partition(":")
    url = {
        "OMIM": f"https://omim.org/entry/{number}",
        "ORPHA": f"https://www.orpha.net/en/disease/detail/{number}",
    }.get(prefix)
    return Phenotype(
        row["disease"], row["disease_id"], tuple(row["inheritance"]), row["basis"], url
    )


def _trial(row: Mapping[str, Any], names: Sequence[str]) -> Trial:
    """Return a row as a trial; of its keywords and eligibility text the table knows nothing."""
    texts = {
        "title": [row["title"]],
        "condition": row["conditions"],
        "intervention": row["interventions"],
    }
    return Trial(
        nct_id=row["nct_id"],
        title=row["title"],
        status=row["status"],
        phases=tuple(row["phases"]),
        conditions=tuple(row["conditions"]),
        interventions=tuple(row["interventions"]),
        sponsor=row["sponsor"],
        start=row["start"],
        start_planned=start_is_planned(row["start"], row["status"], today()),
        matched_in=tuple(matched_places(texts, names)) or None,
        url=f"https://clinicaltrials.gov/study/{row['nct_id']}",
        wanted=tuple(wanted_states(texts, names)),
    )


def _publication(row: Mapping[str, Any]) -> Publication:
    notice = notice_of((row["kind"] or "",), title=row["title"])
    return Publication(
        pmid=row["pmid"],
        title=row["title"],
        authors=tuple(row["authors"]),
        journal=row["journal"],
        year=row["year"],
        kind=notice if replaces_kind(notice) else row["kind"],
        url=_pubmed(row),
        notice=notice,
    )


def _pubmed(row: Mapping[str, Any]) -> str:
    """Link to the record, or to a search for it where the PMID is not known."""
    if row["pmid"]:
        return f"https://pubmed.ncbi.nlm.nih.gov/{row['pmid']}/"
    known = row["title"] or " ".join(
        str(part) for part in (*row["authors"], row["journal"], row["year"]) if part
    )
    return f"https://pubmed.ncbi.nlm.nih.gov/?term={quote_plus(known)}"
