"""One invented event, told by two outlets that differ on a number."""

from __future__ import annotations

HERALD = """Ferry Marit runs aground near Port Aldan

PORT ALDAN, March 13, 2031 - The ferry Marit ran aground on Skarn reef on Wednesday.

Fourteen people were treated for injuries, the coast guard said.

"We heard a loud noise and then everything stopped," said Ida Holm, a passenger from Aldan.

The coast guard opened an investigation into the accident on Thursday.
"""

LEDGER = """What we know about the Marit

PORT ALDAN, March 14, 2031 - The ferry Marit ran aground on Skarn reef on Wednesday.

Four people were treated for injuries, the coast guard said.

The coast guard has opened an investigation into the accident.

The operator, Aldan Lines, blamed a sudden change in the weather for the accident.
"""
