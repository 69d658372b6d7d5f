"""`python -m reporter` is the command `reporter`."""

from reporter.cli.app import main

main()
