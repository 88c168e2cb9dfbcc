"""The command line: data on standard output, everything else on standard error."""

from kgraph.cli.main import main

__all__ = ["main"]
