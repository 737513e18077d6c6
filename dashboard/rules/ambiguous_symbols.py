"""Symbols of genes that are words as well: a text that has one need not mean the gene (T54)."""

from __future__ import annotations

# Symbols that are English words, or that clinical prose writes for something else: BID is
# "twice a day", CAD is coronary artery disease, PTS are patients, OTC is over the counter.
_WORDS = """
    ABO ACE ACHE ADA ADM AGA AGER AIP AIRE ANG APC APP AR ARC ASPA ATM ATR BAD BCR BID BIK BLK BOC
    BTC CAD CALR CAMP CAPS CAST CAT CBS CCS CEL CGA CHAD CHAT CHM CIC CIT CLC CLOCK COIL COMP COPE
    CP CPE CPM CPO CRAT CRH CRP CS CTH DAO DAP DCC DDT DES DIABLO DMD DSP EBP EGF ELN ENG EPO ERF
    ERG FAP FAS FER FES FH FLG FOS FRY FST FUS GAL GAN GC GEM GHR GIP GK GLA GLS GPT GRN GRP GSS
    HAL HP HPD HR ICOS IDE IGH IMPACT INA INS IVD JUN KEL KIN KIT KL KY LAT LCT LEP LIF LIPE LOX
    LPA LPL LUM MAF MAG MAK MAL MAX MB MCC MCU MET MIA MICE MIF MME MOG MOS MPL MPO MRO MSC MTR
    MVP NEB NES NHS NIN NODAL NPS NPW NSF NTS NUMB OAT OMD OSM OTC PAH PALM PAM PC PDF PIGS PIP
    PLAT PML PNP POLE POLL POR PROC PTS PVR RAN REL REN REST RET RHO SAG SCD SCT SDS SET SHE SI
    SKI SMO SMS SON SPARC SPEN SPR SRC SST STAR STH STS TANK TAT TBP TEC TEK TES TF TG TH TOX TPO
    TRA TRB TRD TRG TRIO TST TTR TUB UST VCP VIM VIP VIT WAC WAS
"""
AMBIGUOUS = frozenset(_WORDS.split())


def is_ambiguous(symbol: str) -> bool:
    """Tell whether a symbol is also a word or a common abbreviation of clinical prose (T54)."""
    return symbol in AMBIGUOUS
