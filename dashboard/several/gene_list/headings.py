"""Which words head a column, and which of them head a column of genes."""

from __future__ import annotations

import re

PARTS = re.compile(r"[^\w]+|_+")


def words(text: str) -> frozenset[str]:
    """Return the words of a text, each once."""
    return frozenset(text.split())


# What a column of genes is called, the surest first; in English and the languages of spreadsheets.
SYMBOLS = words(
    "symbol symbols hgnc_symbol approved_symbol gene_symbol gene_symbols genesymbol hugo_symbol "
    "hugo official_symbol official_gene_symbol hgnc_gene_symbol mgi_symbol symbole simbolo símbolo "
    "gensymbol gen_symbol gene_symbol_hgnc approved_gene_symbol preferred_symbol gene_hgnc "
    "symbole_du_gène símbolo_del_gen simbolo_del_gene external_gene_symbol symbole_gène "
    "símbolo_gen símbolo_do_gene gensymbool ncbi_gene_symbol"
)
GENES = words(
    "gene genes gene_s gene_name gene_names genename genenames external_gene_name gene_refgene "
    "gene_knowngene gene_ensgene gene_refgenewithver gene_label gen gene_id_symbol gène gènes "
    "gêne gens genname genbezeichnung gén gène_s gen_es geni genes_symbol nom_du_gène nom_gène "
    "nombre_del_gen nome_gene nome_do_gene nome_del_gene gen_name gennaam gena ген гена гены "
    "遺伝子 遺伝子名 基因 基因名 基因名称 유전자 geeni gener gennamn genetarget target_gene "
    "gene_target nearest_gene mapped_gene mapped_genes reported_gene_s closest_gene causal_gene "
    "risk_gene candidate_gene candidate_genes disease_gene "
    "gene_locus gene_region gene_protein hit_genes geneinfo entity_name gene_of_interest "
    "core_enrichment leadingedge leading_edge intersections intersection "
    "overlap_genes gene_list preferredname preferred_name node1 sgrna_gene "
    "affected_gene affected_genes genes_in_locus host_gene locus_gene"
)
HGNC = words("hgnc_id hgnc hgncid hgnc_accession hgnc_number")
ENSEMBL = words(
    "ensembl_gene_id ensembl_id ensembl ensemblid ensembl_gene ensg ensg_id ensembl_gene_ids "
    "gene_stable_id gene_id geneid gene_ids"
)
ENTREZ = words(
    "entrez_id entrezgene_id entrezgene entrez entrezid entrez_gene_id entrez_gene ncbi_gene_id "
    "ncbi_gene ncbi_id ncbigene locuslink ncbi_geneid"
)
OTHERS = words(
    "input id ids name names feature target targets protein proteins protein_name locus probe_gene "
    "identifier query label marker markers hit hits candidate candidates element item items "
    "uniprot uniprot_id uniprotid refseq transcript transcript_id user_input"
)
OLDER = words("alias aliases prev previous synonym synonyms old former also_known_as")

# Words that head columns of other things; some of them are old names of genes or symbols too.
PLAIN = words(
    "type rank impact pli loeuf score set region group class chr chrom chromosome start end stop "
    "strand position pos ref alt p p_value pvalue pval padj fdr q qvalue q_value logfc log2fc "
    "log2foldchange basemean lfcse stat n count counts total number nr no rating status level "
    "source term overlap description disease phenotype inheritance moi omim consequence effect "
    "variant variants mutation mutations or beta se z zscore mean median category list panel "
    "sample samples cluster module pathway size length comment comments notes note evidence "
    "function tissue cell cells organ expression fold direction value values typ rang klasse "
    "gruppe wert anzahl effectif nombre valeur valor classe tipo tipus grupo krankheit maladie "
    "enfermedad set_name gene_count title titel titre target_id chromosom band cytoband genelist "
    "index key row line entry hgvs zygosity depth quality filter"
)
# With these beside it the word gene heads a count, a length, a group of genes.
NOT_A_NAME = words(
    "count counts number no nr n ratio size length type class biotype start end score pli loeuf "
    "set p value per total family group description function panel detail genedetail of all other "
    "expression effect constraint disease rank chr strand position per_gene fraction burden "
    "ontology list_size coverage"
)
# Before a colon these head a note; what follows explains letters: "MET, metastasis".
NOTES = words(
    "abbreviation abbreviations note notes footnote footnotes legend key definitions remark "
    "remarks abkürzungen abkürzung anmerkung anmerkungen abréviations abreviaturas abbreviazioni"
)
OF_GENE = words("gene genes gen gène gènes hgnc hugo approved gens")
SYMBOL_WORDS = words("symbol symbols symbole símbolo simbolo")
ENTREZ_WORDS = words("entrez entrezgene ncbi")
ID_WORDS = words("id ids gene geneid")
NOT_GENES = words("transcript protein peptide")
ORDER = (SYMBOLS, GENES, HGNC, ENSEMBL, ENTREZ, OTHERS)
NO_NAME = len(ORDER)
ID_RANKS = (2, 3, 4)
LONGEST = 60  # characters
MOST_PARTS = 5


def plain(heading: str) -> str:
    """Return a heading as the lists above have it: "Gene(s)" is gene_s, "#Gene.refGene" too."""
    if len(heading) > LONGEST:
        return ""
    return "_".join(part for part in PARTS.split(heading.strip().lower()) if part)


def rank(heading: str) -> int:
    """Return how surely a heading is one of genes: 0 is surest, NO_NAME is no such heading."""
    text = plain(heading)
    parts = text.split("_")
    if not text or OLDER & {text, *parts}:
        return NO_NAME
    for place, names in enumerate(ORDER):
        if text in names:
            return place
    return _by_parts(parts)


def _by_parts(parts: list[str]) -> int:
    """Judge headings of several words: "HGNC gene symbol (2024)", "Gene refGene v45"."""
    have = set(parts)
    if len(parts) > MOST_PARTS:
        return NO_NAME
    if have & SYMBOL_WORDS:
        return 0 if have & OF_GENE else 1
    for place, yes in (
        (4, have & ENTREZ_WORDS and have & ID_WORDS),
        (3, "ensembl" in have and not have & NOT_GENES),
        (2, "hgnc" in have),
        (1, len(parts) <= 3 and GENES & {parts[0], parts[-1]} and not have & NOT_A_NAME),
    ):
        if yes:
            return place
    return NO_NAME


def is_heading(heading: str) -> bool:
    """Tell whether a text by itself is a heading of any column: Gene, Gen, Type, p-value."""
    text = plain(heading)
    return bool(text) and (text in PLAIN or rank(heading) < NO_NAME)
