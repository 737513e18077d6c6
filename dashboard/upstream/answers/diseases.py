"""Diseases of a gene: by OMIM with your key, else by NCBI, UniProt's beside them; GeneReviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dashboard.models import Answer, Coverage, Gene, Phenotype, State, Wait
from dashboard.upstream.answers.literature import merged, with_data
from dashboard.upstream.answers.live_sources import LiveRequest, Parsed, Payload, second_way
from dashboard.upstream.answers.payloads import CHAPTERS, MIMS, OMIM, PROTEIN, diseases_payload
from dashboard.upstream.answers.provenance import origin
from dashboard.upstream.sources import eutils_medgen, ncbi_files, omim
from dashboard.upstream.sources.ncbi_files import MimLinks

Phenotypes = Answer[tuple[Phenotype, ...]]
MIM_URL = "https://ftp.ncbi.nlm.nih.gov/gene/DATA/mim2gene_medgen"


def phenotypes(
    live: LiveRequest, gene: Gene, wait: Wait, of_tables: tuple[Phenotype, ...] = ()
) -> Phenotypes:
    """Return the gene's diseases, each once; `basis` names the sources that link it.

    `of_tables` are those that the tables here have: MedGen is asked for them while NCBI's list,
    which says for which to ask, is on its way. Several genes are one question to MedGen.
    """
    together = gene in live.together  # several genes are one question, when it is known for which
    guessed = () if together else _numbers(disease.disease_id for disease in of_tables)
    first_step = [OMIM] if live.has_omim else [MIMS, *_medgen(guessed)]
    live.begin([*first_step, PROTEIN], gene, wait)
    by_medgen = partial(_by_medgen, guessed=guessed)
    first = (_by_omim if live.has_omim else by_medgen)(live, gene, wait)
    second = _by_uniprot(live, gene, wait)
    whole = merged([first, second])
    return whole if whole.data is None else with_data(whole, united([first, second]))


def beside(found: Phenotypes, of_tables: Phenotypes) -> Phenotypes:
    """Return the diseases of live sources with those that only the tables here have."""
    if not found.data or not of_tables.data:
        return found
    parts = (*(found.parts or (found,)), of_tables)
    return replace(
        with_data(found, united([found, of_tables])),
        parts=tuple(replace(part, data=None, parts=()) for part in parts),
    )


def united(parts: Sequence[Phenotypes]) -> tuple[Phenotype, ...]:
    """Return diseases by their ids; a source adds the inheritance that those before it lack."""
    by_id: dict[str, Phenotype] = {}
    for part in parts:
        source = part.provenance.source if part.provenance else ""
        for disease in part.data or ():
            key = disease.disease_id or disease.disease
            named = replace(disease, basis=disease.basis or source)
            by_id[key] = _joined(by_id[key], named) if key in by_id else named
    return tuple(by_id.values())


def genereviews(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[tuple[str, ...]]:
    """Return the gene's GeneReviews chapters ("NBK1335"): by NCBI's file, else by MedGen."""
    first = live.answer(
        CHAPTERS,
        gene,
        wait,
        lambda text: ncbi_files.parse_chapters(text, gene),
        origin("GeneReviews", f"https://www.ncbi.nlm.nih.gov/books/?term={gene.symbol}"),
    )
    first_time = first.state is State.PENDING and not live.has(MIMS, gene)
    if first_time or first.state not in (State.PENDING, State.UNAVAILABLE):
        return first
    links = _links(live, gene, wait)
    if not links.data or not links.data.phenotypes:
        return first
    second = second_way(
        live,
        first,
        diseases_payload(_mims(links.data)),
        gene,
        wait,
        lambda payload: eutils_medgen.parse_chapters(payload, gene),
        origin("MedGen", _medgen_url(gene)),
        "chapters",
    )
    return second if second.data else first


def _by_omim(live: LiveRequest, gene: Gene, wait: Wait) -> Phenotypes:
    url = f"https://omim.org/search?search={gene.symbol}"
    return live.answer(
        OMIM, gene, wait, lambda p: omim.parse_phenotypes(p, gene), origin("OMIM", url)
    )


def _by_medgen(live: LiveRequest, gene: Gene, wait: Wait, guessed: tuple[str, ...]) -> Phenotypes:
    """Return MedGen's records of the diseases whose numbers NCBI's file has for the gene."""
    links = _links(live, gene, wait)
    if links.data is None:
        return Answer(links.state, None, links.provenance, links.problem, links.refreshing)
    mims = _mims(links.data)
    if not mims:
        return Answer(
            State.EMPTY,
            (),
            links.provenance,
            links.problem,
            links.refreshing,
            coverage=Coverage(complete=True, of=0),
        )

    queried = _queried_together(live, gene, wait) or (
        guessed if set(mims) <= set(guessed) else mims
    )

    def parse(payload: Any) -> Parsed[tuple[Phenotype, ...]]:
        every = eutils_medgen.parse_phenotypes(payload)
        found = tuple(disease for disease in every if disease.disease_id[5:] in mims)
        lost = len(mims) - len(found)
        note = f"MedGen has no record of {lost} of the {len(mims)} OMIM diseases of the gene."
        return Parsed(found, (note,) if lost else (), of=len(mims))

    source = origin("NCBI MedGen", _medgen_url(gene))
    (payload,) = _medgen(queried)
    return live.answer(payload, gene, wait, parse, source, f"phenotypes {mims}")


def _queried_together(live: LiveRequest, gene: Gene, wait: Wait) -> tuple[str, ...]:
    """Return the numbers of all genes of a page that has several, if MedGen takes so many."""
    if gene not in live.together:
        return ()
    found = (_links(live, one, wait.at_once()).data for one in live.together)
    mims = {mim for links in found if links is not None for mim in _mims(links)}
    return tuple(sorted(mims)) if len(mims) <= eutils_medgen.MOST_MIMS else ()


def _by_uniprot(live: LiveRequest, gene: Gene, wait: Wait) -> Phenotypes:
    url = f"https://www.uniprot.org/uniprotkb/{gene.uniprot_id or ''}"
    return live.answer(
        PROTEIN,
        gene,
        wait,
        lambda found: found.phenotypes if found else (),
        origin("UniProt", url),
        "phenotypes",
        part="protein",
    )


def _links(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[MimLinks]:
    source = origin("NCBI mim2gene_medgen", MIM_URL)
    return live.answer(MIMS, gene, wait, lambda text: ncbi_files.parse_mims(text, gene), source)


def _mims(links: MimLinks) -> tuple[str, ...]:
    return tuple(sorted(phenotype.mim for phenotype in links.phenotypes))


def _numbers(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of those ids that are OMIM's, in order."""
    mims = (name.removeprefix("OMIM:") for name in ids if name.startswith("OMIM:"))
    return tuple(sorted(set(mims)))


def _medgen(mims: tuple[str, ...]) -> list[Payload]:
    return [diseases_payload(mims)] if mims else []


def _joined(ours: Phenotype, other: Phenotype) -> Phenotype:
    sources = dict.fromkeys(f"{ours.basis}; {other.basis}".split("; "))
    return replace(
        ours, inheritance=ours.inheritance or other.inheritance, basis="; ".join(sources)
    )


def _medgen_url(gene: Gene) -> str:
    return f"https://www.ncbi.nlm.nih.gov/medgen/?term={gene.symbol}%5Bgene%5D"
