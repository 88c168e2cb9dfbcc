"""The command that makes a graph up."""

from pathlib import Path

import click

from kgraph.cli.frame import speaking_command, tell, worded
from kgraph.cli.main import commands
from kgraph.cli.options import output_option
from kgraph.wording import Text, counted


@commands.command(
    "generate",
    help=worded(
        "Hitta på ett land: samma frö ger samma fil. Bredvid läggs FIL.planted.csv med de luckor "
        "och överlappningar som planterats, och nära missar.\n\n\b\nExempel:\n"
        "  kgraph generate --regions 21 --seed 1 -o land.nq.gz",
        "Make a country up: the same seed gives the same file. Beside it FILE.planted.csv lists "
        "the gaps and overlaps that were planted, and near misses.\n\n\b\nExample:\n"
        "  kgraph generate --regions 21 --seed 1 -o country.nq.gz",
    ),
)
@click.option(
    "--regions",
    type=int,
    default=21,
    show_default=True,
    help=worded(
        "Antal län efter dem där varje slag planterats för sig; 0 ger bara dem.",
        "How many counties after those where each kind is planted by itself; 0 gives those alone.",
    ),
)
@click.option("--seed", default="1", show_default=True, help=worded("Frö.", "Seed."))
@output_option(
    "Fil att skriva: .nq.gz, .nq eller .trig.",
    "File to write: .nq.gz, .nq or .trig.",
    required=True,
)
@speaking_command
def generate(regions: int, seed: str, output: Path, quiet: bool) -> None:
    """Write a made-up graph and what was planted in it."""
    from kgraph import generate as stage

    written = stage.write(stage.generate(regions, seed, proof=True), output)
    if not quiet:
        beside = stage.side_file(output)
        stated = counted(
            written.statements, Text("uppgift", "statement"), Text("uppgifter", "statements")
        )
        planted = counted(written.planted, Text("rad", "row"), Text("rader", "rows"))
        tell(
            worded(
                f"Skrev {output} ({stated.sv}) och {beside} ({planted.sv}, för {stage.AS_OF}).",
                f"Wrote {output} ({stated.en}) and {beside} ({planted.en}, as of {stage.AS_OF}).",
            )
        )
