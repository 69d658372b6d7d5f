"""Reading: a folder of files in, cleaned articles out, and a reason for everything left aside."""

from reporter.ingest.assemble import read_folder

__all__ = ["read_folder"]
