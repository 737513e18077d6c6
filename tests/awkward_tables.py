"""Tables in the style of real supplements and tools, with the genes that each must give.

Made for the tests; names of columns and the shape of the lines are those of the tools.
"""

from __future__ import annotations

from typing import NamedTuple


class AwkwardTable(NamedTuple):
    """A file, the genes it gives, lines that are set aside, texts that stay unknown."""

    name: str
    content: bytes
    genes: tuple[str, ...]
    aside: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def table(
    name: str, text: str | bytes, genes: str, aside: tuple[int, ...] = (), unknown: str = ""
) -> AwkwardTable:
    content = text if isinstance(text, bytes) else text.encode()
    return AwkwardTable(name, content, tuple(genes.split()), aside, tuple(unknown.split()))


def lines(*rows: str, by: str = "\t") -> str:
    """Return rows written with spaces, parted otherwise."""
    return "\n".join(by.join(row.split(" ")) for row in rows) + "\n"


def words_of(text: str) -> list[str]:
    return text.split()


MAF = (
    "#version 2.4\n#center somewhere\n#reference GRCh38\n#made 2024-01-10\n"
    "Hugo_Symbol\tEntrez_Gene_Id\tCenter\tNCBI_Build\tChromosome\tStart_Position\t"
    "Variant_Classification\n"
)
MAF_GENES = words_of(
    "TP53 PIK3CA KRAS BRAF EGFR PTEN APC CDKN2A RB1 NF1 ARID1A SMAD4 ATM CTNNB1 FBXW7"
)
MAF += "".join(
    f"{gene}\t{i}\tX\tGRCh38\t{i % 22 + 1}\t{1000 + i}\tMissense_Mutation\n"
    for i, gene in enumerate(MAF_GENES * 2)
)
VCF = (
    "##fileformat=VCFv4.2\n##source=ClinVar\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    "17\t40467723\t1\tG\tA\t.\t.\tCLNSIG=Pathogenic;GENEINFO=STAT3:6774;MC=x\n"
    "17\t7572973\t2\tC\tA\t.\t.\tCLNSIG=Benign;GENEINFO=TP53:7157|WRAP53:55135;MC=x\n"
)
GTF = (
    "#!genome-build GRCh38\n"
    '17\thavana\tgene\t1\t9\t.\t-\t.\tgene_id "ENSG00000168610"; gene_name "STAT3"; x "y";\n'
    '1\thavana\tgene\t1\t9\t.\t-\t.\tgene_id "ENSG00000162434"; gene_name "JAK1"; x "y";\n'
    '2\thavana\tgene\t1\t9\t.\t-\t.\tgene_id "ENSG00000155657"; gene_name "TTN"; x "y";\n'
)
PANELAPP = (
    "Entity Name\tEntity type\tGene Symbol\tSources(; separated)\tLevel4\tModel_Of_Inheritance\t"
    "GEL_Status\n"
    "SCN1A\tgene\tSCN1A\tExpert Review Green;x\tEpilepsy\tMONOALLELIC\t3\n"
    "STXBP1\tgene\tSTXBP1\tExpert Review Green;y\tEpilepsy\tMONOALLELIC\t3\n"
    "ISCA-37446-Loss\tregion\t\tExpert Review Amber\tEpilepsy\tMONOALLELIC\t2\n"
)
STRING = (
    "#node1\tnode2\tnode1_string_id\tnode2_string_id\tcombined_score\n"
    "STAT3\tJAK1\t9606.ENSP00000264657\t9606.ENSP00000343204\t0.999\n"
    "TYK2\tSTAT1\t9606.ENSP00000431885\t9606.ENSP00000354394\t0.998\n"
)
CLINVAR = (
    '"Name"\t"Gene(s)"\t"Protein change"\t"Condition(s)"\t"Accession"\n'
    '"NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)"\t"STAT3"\t"R382W"\t"Hyper-IgE"\t"VCV1"\n'
    '"NM_000546.6(TP53):c.1A>G"\t"TP53|WRAP53"\t"M1V"\t"Li-Fraumeni"\t"VCV2"\n'
)
GPROFILER = (
    "source,term_name,term_id,adjusted_p_value,intersections\n"
    'GO:BP,"DNA repair",GO:0006281,0.001,"BRCA1,BRCA2,ATM,CHEK2,PALB2,RAD51,MLH1"\n'
    'GO:BP,"cell cycle",GO:0007049,0.01,"TP53,RB1,CDKN2A,CCND1,CDK4,CDK6,E2F1"\n'
)
ENRICHR_LONG = (
    "Term\tOverlap\tP-value\tGenes\n"
    "DNA repair (GO:0006281)\t7/200\t2e-5\tFANCA;RAD52;CHEK2;ATM;ATR;MLH1;MSH2\n"
    "interferon signalling\t6/90\t3e-4\tSTAT1;STAT2;IRF9;JAK1;TYK2;IFNAR1\n"
)
GMT = (
    "HALLMARK_A\thttp://example.org/a\tSTAT3\tJAK1\tTYK2\tSOCS3\n"
    "HALLMARK_B\thttp://example.org/b\tTP53\tMDM2\tCDKN1A\tBAX\tBBC3\tATM\n"
)
CNV = (
    "Region,Genes,n\nchr1:1,STAT3,3\nchr2:5,JAK1,4\n"
    'chr22:18,"TBX1;COMT;HIRA;DGCR2;DGCR8;CRKL;MAPK1",9\nchr3:7,TTN,1\n'
)
LONG = "".join(f"{gene}\t{i}.5\n" for i, gene in enumerate(MAF_GENES))

TABLES = (
    table("maf", MAF, " ".join(MAF_GENES), (1, 2, 3, 4, 5)),
    table(
        "title_heading_integers",
        "Table S1. Hits\nGene\tReads\nTP53\t17\nBRCA1\t3\nSTAT3\t9\n",
        "TP53 BRCA1 STAT3",
        (1, 2),
    ),
    table("german_word_alone", "Gen\nSTAT3\nJAK1\n", "STAT3 JAK1", (1,)),
    table(
        "no_break_spaces",
        "STAT3\u00a0\nJAK1\u00a0\nTYK2\u00a0\nSTAT1\u00a0\n",
        "STAT3 JAK1 TYK2 STAT1",
    ),
    table(
        "deseq2_write_csv",
        '"","baseMean","log2FoldChange","lfcSE","stat","pvalue","padj"\n'
        '"STAT3",1.5,2,0.1,3,0.001,0.01\n"JAK1",10.5,-2,0.1,3,0.001,NA\n',
        "STAT3 JAK1",
        (1,),
    ),
    table(
        "edger_toptags",
        "logFC\tlogCPM\tF\tPValue\tFDR\nSTAT3\t2.1\t5\t30\t1e-5\t1e-3\n"
        "JAK1\t-1.2\t4\t20\t1e-4\t1e-2\n",
        "STAT3 JAK1",
        (1,),
    ),
    table(
        "limma_spaces",
        '"logFC" "AveExpr" "t" "P.Value"\n"STAT3" 2.1 5.2 9 1e-5\n'
        '"JAK1" 1.1 4.2 8 1e-4\n"TTN" 1.0 4.1 7 1e-3\n',
        "STAT3 JAK1 TTN",
        (1,),
    ),
    table(
        "mageck",
        lines(
            "id num neg|score neg|p-value neg|rank pos|score",
            "STAT3 4 0.01 0.001 1 0.9",
            "JAK1 4 0.02 0.002 2 0.8",
        ),
        "STAT3 JAK1",
        (1,),
    ),
    table("vcf_geneinfo", VCF, "STAT3 TP53 WRAP53", (1, 2, 3)),
    table("gtf_attributes", GTF, "STAT3 JAK1 TTN", (1,)),
    table("panelapp", PANELAPP, "SCN1A STXBP1", (1, 4)),
    table("string_network", STRING, "STAT3 TYK2", (1,)),
    table("clinvar_export", CLINVAR, "STAT3 TP53 WRAP53", (1,)),
    table(
        "gprofiler_intersections",
        GPROFILER,
        "BRCA1 BRCA2 ATM CHEK2 PALB2 RAD51 MLH1 TP53 RB1 CDKN2A CCND1 CDK4 CDK6 E2F1",
        (1,),
    ),
    table(
        "enrichr_long_cells",
        ENRICHR_LONG,
        "FANCA RAD52 CHEK2 ATM ATR MLH1 MSH2 STAT1 STAT2 IRF9 JAK1 TYK2 IFNAR1",
        (1,),
    ),
    table("gmt", GMT, "STAT3 JAK1 TYK2 SOCS3 TP53 MDM2 CDKN1A BAX BBC3 ATM"),
    table("cnv_cell_of_seven_genes", CNV, "STAT3 JAK1 TTN", (1, 4)),
    table(
        "bed_without_heading",
        'track name="x"\nbrowser position chr1:1-9\n'
        + lines("chr17 1 9 STAT3 0 +", "chr1 1 9 JAK1 0 -", "chr2 3 8 TTN 0 +"),
        "STAT3 JAK1 TTN",
        (1, 2),
    ),
    table(
        "excel_bom_semicolons",
        "\ufeffGensymbol;log2FC;p-Wert\nSTAT3;2,31;0,001\nJAK1;-1,5;0,02\n",
        "STAT3 JAK1",
        (1,),
    ),
    table("sep_line", "sep=;\nGène;Effectif\nSTAT3;12\nTTN;4\n", "STAT3 TTN", (1, 2)),
    table(
        "utf_16_excel_text",
        "Symbol\tn\r\nSTAT3\t1\r\nJAK1\t2\r\n".encode("utf-16"),
        "STAT3 JAK1",
        (1,),
    ),
    table(
        "latin_1_french",
        "Symbole;Libellé;Valeur\nSTAT3;régulé;1,5\nJAK1;réprimé;2,5\n".encode("latin-1"),
        "STAT3 JAK1",
        (1,),
    ),
    table("mac_line_ends", "Gene\tn\rSTAT3\t1\rJAK1\t2\r", "STAT3 JAK1", (1,)),
    table(
        "spanish",
        "Tabla 2. Genes candidatos\n\nNombre del gen,Valor\nSTAT3,1\nJAK1,2\n",
        "STAT3 JAK1",
        (1, 3),
    ),
    table(
        "banner_rules_and_total",
        "Table 3: candidate genes\n=====\nGroup A,,\nGene,n,p\n-----,---,---\n"
        'STAT3,1,0.1\nJAK1,2,0.2\n-----,---,---\n"* p by permutation, see the methods",,\n',
        "STAT3 JAK1",
        (1, 2, 3, 4, 5, 8, 9),
    ),
    table(
        "heading_again_on_each_page",
        "Gene\tn\nSTAT3\t1\nJAK1\t2\nGene\tn\nTTN\t3\nTYK2\t4\n",
        "STAT3 JAK1 TTN TYK2",
        (1, 4),
    ),
    table(
        "markdown",
        "| Gene | n |\n|------|---|\n| STAT3 | 1 |\n| JAK1 | 2 |\n",
        "STAT3 JAK1",
        (1, 2),
    ),
    table(
        "inheritance_beside_genes",
        "Locus tag\tMoI\tTarget\nx1\tAR\tSTAT3\nx2\tAD\tJAK1\nx3\tAR\tTTN\nx4\tAR\tGJB2\n",
        "STAT3 JAK1 TTN GJB2",
        (1,),
    ),
    table(
        "headings_that_are_genes",
        "Type\tRank\tImpact\tpLI\nSTAT3\t1\tHIGH\t1.0\nJAK1\t2\tLOW\t0.9\nTTN\t3\tHIGH\t0\n",
        "STAT3 JAK1 TTN",
        (1,),
    ),
    table("genes_with_figures", "TP53 17\nBRCA1 3\nSTAT3 9\n", "TP53 BRCA1 STAT3"),
    table("one_gene_with_a_figure", "TP53 17", "TP53"),
    table("entrez_list", "6774\n3716\n7297\n", "STAT3 JAK1 TYK2"),
    table("entrez_column", "GeneID,count\n6774,5\n3716,6\n7297,7\n", "STAT3 JAK1 TYK2", (1,)),
    table(
        "symbol_settled_by_its_id",
        "gene,ensembl_gene_id,n\nSTAT3,ENSG00000168610,1\n1-Mar,ENSG00000145416,2\n",
        "STAT3 MARCHF1",
        (1,),
    ),
    table("no_heading_many_rows", LONG, " ".join(MAF_GENES)),
    table(
        "marks",
        "Gene,n\nSTAT3*,1\nJAK1†,2\nTTN§,3\nTYK2^a,4\nSTAT1¹,5\n",
        "STAT3 JAK1 TTN TYK2 STAT1",
        (1,),
    ),
    table(
        "quoted_lines",
        '"Gene","Comment"\n"STAT3","a, b\nand more"\n"JAK1","c"\n',
        "STAT3 JAK1",
        (1,),
    ),
    table(
        "stray_quote", 'Gene\tNote\nSTAT3\t5" UTR\nJAK1\t"open\nTTN\tx\n', "STAT3 JAK1 TTN", (1,)
    ),
    table(
        "geo_matrix",
        '!Series_title\t"x"\n!Sample_count\t4\nGene\tGSM1\nSTAT3\t1.5\nTTN\t2.5\n',
        "STAT3 TTN",
        (1, 2, 3),
    ),
    table(
        "typing_error_stays", "Gene\tn\nSTAT3\t1\nBRAC11\t2\nTTN\t3\n", "STAT3 TTN", (1,), "BRAC11"
    ),
    table(
        "slashes_in_cells", "Fusion,reads\nEWSR1/FLI1,4\nEML4::ALK,5\n", "EWSR1 FLI1 EML4 ALK", (1,)
    ),
    table(
        "list_with_caption",
        "Supplementary Table 4\nGenes of the panel that were reviewed in 2024\n"
        "Genes\nSTAT3\nJAK1\nTTN\n",
        "STAT3 JAK1 TTN",
        (1, 2, 3),
    ),
    table(
        "gtf_of_two_genes",
        'chr17\tHAVANA\tgene\t1\t9\t.\t-\t.\tgene_id "ENSG00000168610.1"; gene_name "STAT3";\n'
        'chr17\tHAVANA\tgene\t3\t8\t.\t-\t.\tgene_id "ENSG00000141510.1"; gene_name "TP53";\n',
        "STAT3 TP53",
    ),
    table(
        "gff3_names",
        "##gff-version 3\n"
        "17\thavana\tgene\t1\t9\t.\t-\t.\tID=gene:ENSG00000168610;Name=STAT3;biotype=x\n"
        "17\thavana\tmRNA\t1\t9\t.\t-\t.\tID=transcript:ENST00000264657;Name=STAT3-201\n"
        "1\thavana\tgene\t1\t9\t.\t-\t.\tID=gene:ENSG00000162434;Name=JAK1;biotype=x\n",
        "STAT3 JAK1",
        (1,),
        "STAT3-201",
    ),
    table(
        "bullets",
        "Candidates of today:\n• STAT3\n– TYK2\n* STAT1\n1. TP53\n2) KRAS\n(3) PTEN\n[4] ATM\n",
        "STAT3 TYK2 STAT1 TP53 KRAS PTEN ATM",
        (1,),
    ),
    table(
        "bullets_and_a_date",
        "1. Sep\n2. STAT3\n3. JAK1\n4. NOSUCH9\n",
        "STAT3 JAK1 SEPTIN1",
        (),
        "NOSUCH9",
    ),
    table(
        "heading_by_single_spaces",
        "Gene Type Rank Impact pLI\nSTAT3 a 1 HIGH 1.0\nJAK1 b 2 LOW 0.9\n",
        "STAT3 JAK1",
        (1,),
    ),
    table(
        "heading_by_spaces_without_figures",
        "Gene Inheritance\nSTAT3 AD\nJAK1 AR\nTTN AD\n",
        "STAT3 JAK1 TTN",
        (1,),
    ),
    table(
        "small_loc_is_no_entrez_id",
        "ID\tSYMBOL\tlogFC\nx_at\tSLC2A1\t1\ny_at\tPRPF8 /// LOC1\t2\n",
        "SLC2A1 PRPF8",
        (1,),
        "LOC1",
    ),
    table(
        "gwas_neighbours",
        "SNPS\tMAPPED_GENE\tP\nrs1\tSTAT3 - CAVIN1\t1E-9\nrs2\tJAK1, TYK2\t1E-9\n"
        "rs3\tNKX2-1 - SFTA3\t1E-9\nrs4\tHLA-DRB1\t2E-8\n",
        "STAT3 CAVIN1 JAK1 TYK2 NKX2-1 SFTA3 HLA-DRB1",
        (1,),
    ),
    table(
        "star_fusion",
        "#FusionName\tJunctionReadCount\nEML4--ALK\t5\nBCR--ABL1\t9\n",
        "EML4 ALK BCR ABL1",
        (1,),
    ),
    table(
        "gmx",
        "SET_A\tSET_B\nna\tna\nSTAT3\tTP53\nJAK1\tMDM2\nTYK2\t\n",
        "STAT3 JAK1 TYK2 TP53 MDM2",
        (1, 2),
    ),
    table("gsea_ranks", "STAT3\t5.2\nJAK1\t3.1\nTP53\t-2.2\n", "STAT3 JAK1 TP53"),
    table(
        "mageck_counts",
        "sgrna\tGene\tcontrol\ttreated\ns1\tSTAT3\t10/20\t3\ns2\tSTAT3\t1/2\t4\ns3\tTP53\t1/2\t4\n"
        "s4\tNon-Targeting\t1/2\t4\n",
        "STAT3 TP53",
        (1,),
        "Non-Targeting",
    ),
    table(
        "genes_head_a_matrix",
        "SAMPLE_ID\tSTAT3\tTP53\tKRAS\nT1\tNA\tR175H\tG12D\nT2\tWT\tR248Q\tWT\n",
        "STAT3 TP53 KRAS",
        (2, 3),
    ),
    table(
        "hpo_comment_heading",
        "#Format: entrez-gene-id<tab>entrez-gene-symbol<tab>HPO-Term-ID\n"
        "8192\tCLPP\tHP:0000007\n8192\tCLPP\tHP:0000013\n2\tA2M\tHP:0000013\n",
        "CLPP A2M",
        (1,),
    ),
    table(
        "map_with_related_symbols",
        "# Made: 2024\n# Location\tGene/Locus And Other Related Symbols\tApproved Gene Symbol\t"
        "Entrez Gene ID\n17q21\tSTAT3, APRF, HIES1\tSTAT3\t6774\n1p31\tJAK1, JAK1A\tJAK1\t3716\n"
        "1p36\tAD7CNTP\t\t\n# Phenotypes: each is followed by a number\n",
        "STAT3 JAK1",
        (1, 2, 5, 6),
    ),
    table(
        "uniprot_names_in_a_cell",
        "Entry\tEntry Name\tGene Names\tLength\nP40763\tSTAT3_HUMAN\tSTAT3 APRF\t770\n"
        "P23458\tJAK1_HUMAN\tJAK1 JAK1A JAK1B\t1154\nP04637\tP53_HUMAN\tTP53 P53\t393\n",
        "STAT3 JAK1 TP53",
        (1,),
    ),
    table(
        "plink_ranges",
        "17 42313323 42388568 STAT3\n1 64833228 65067754 JAK1\n19 5 9 A1BG\n",
        "STAT3 JAK1 A1BG",
    ),
    table("trailing_tabs", "Gene\tn\t\t\nSTAT3\t1\t\t\nJAK1\t2\t\t\n\t\t\t\n", "STAT3 JAK1", (1,)),
    table(
        "markdown_emphasis",
        "# Candidates\n\n- **STAT3**\n- *JAK1*\n- `TP53`\n- _KRAS_\n",
        "STAT3 JAK1 TP53 KRAS",
        (1,),
    ),
    table(
        "r_print",
        ' [1] "STAT3"  "JAK1"   "TP53"  \n [4] "KRAS"   "PTEN"   "BRCA1" \n [7] "EGFR"  \n',
        "STAT3 JAK1 TP53 KRAS PTEN BRCA1 EGFR",
    ),
    table("r_vector", 'genes <- c("STAT3", "JAK1",\n           "TP53")\n', "STAT3 JAK1 TP53"),
    table("python_list", "genes = ['STAT3', 'JAK1', 'TP53']\n", "STAT3 JAK1 TP53"),
    table("python_set", "{'STAT3', 'JAK1', 'TP53'}\n", "STAT3 JAK1 TP53"),
    table("python_dict_of_figures", "{'STAT3': 0.24, 'JAK1': 0.3}\n", "STAT3 JAK1"),
    table("python_dict_of_lists", "{'up': ['STAT3', 'JAK1'], 'x': ['TP53']}", "STAT3 TP53 JAK1"),
    table("numpy_array", "array(['STAT3', 'JAK1',\n  'TP53'], dtype=object)", "STAT3 JAK1 TP53"),
    table("pandas_index", "Index(['STAT3', 'JAK1'], dtype='object')\n", "STAT3 JAK1"),
    table(
        "pandas_series",
        "0    STAT3\n1     JAK1\n2     TP53\nName: gene, dtype: object\n",
        "STAT3 JAK1 TP53",
        (),
        "gene",
    ),
    table("json_records", '[{"gene":"STAT3","n":0.2},{"gene":"JAK1","n":null}]', "STAT3 JAK1"),
    table("json_lines", '{"gene": "STAT3", "n": 2}\n{"gene": "JAK1"}\n', "STAT3 JAK1"),
    table(
        "letter",
        "Hi Anna,\n\ncould you please have a look at these genes for the meeting:\n\nSTAT3\nJAK1\n"
        "TP53\n\nThanks a lot and best wishes,\nTom\n\nInstitute of Human Genetics\n",
        "STAT3 JAK1 TP53",
        (1, 3, 9, 10, 12),
    ),
    table("labels", "Up: STAT3, JAK1, TYK2\nDown: TP53; PTEN\n", "STAT3 JAK1 TYK2 TP53 PTEN"),
    table(
        "words_behind_symbols",
        "STAT3 hyper IgE syndrome\nJAK1 immune dysregulation\nTTN dilated cardiomyopathy\n",
        "STAT3 JAK1 TTN",
    ),
    table("counts_in_brackets", "STAT3 (12)\nJAK1 (3)\nTTN (99)\n", "STAT3 JAK1 TTN"),
    table("figures_by_equals_sign", "STAT3=0.24\nJAK1=-0.3\n", "STAT3 JAK1"),
    table("roman_numbers", "i) STAT3\nii) JAK1\niii) TP53\n", "STAT3 JAK1 TP53"),
    table(
        "variants_by_gene",
        "Variant,Class\nSTAT3:c.1144C>T,P\nJAK1:c.1A>G,LP\nTP53:p.R175H,P\n",
        "STAT3 JAK1 TP53",
        (1,),
    ),
    table(
        "vcf_of_vep",
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tREF\tALT\tINFO\n"
        "17\t1\tG\tA\tCSQ=A|missense_variant|MODERATE|STAT3|ENSG1,A|intron_variant|x|CAVIN1|ENSG2\n"
        "1\t2\tG\tA\tCSQ=A|missense_variant|MODERATE|JAK1|ENSG00000162434\n",
        "STAT3 CAVIN1 JAK1",
        (1, 2),
    ),
    table(
        "vcf_of_snpeff",
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tREF\tALT\tINFO\n"
        "17\t1\tG\tA\tDP=10;ANN=A|missense_variant|MODERATE|STAT3|ENSG00000168610|x\n"
        "1\t2\tG\tA\tDP=3;ANN=A|missense_variant|MODERATE|JAK1|ENSG00000162434|x\n",
        "STAT3 JAK1",
        (1, 2),
    ),
    table(
        "abbreviations_below_a_list",
        "STAT3\nJAK1\nTTN\n\nAbbreviations: MET, metastasis; AR, autosomal recessive\n",
        "STAT3 JAK1 TTN",
        (5,),
    ),
    table(
        "json_of_a_gene_set",
        '{"A": {"systematicName": "M1", "geneSymbols": ["STAT3", "JAK1"], "url": "https://x"}}',
        "STAT3 JAK1",
    ),
)
