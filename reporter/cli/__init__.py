"""The command line: the only place that prints and exits."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends it without a traceback."""
    try:
        from reporter.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
