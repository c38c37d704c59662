#!/usr/bin/env python3
"""Names with how common they are, for screening_bench: OUT/given.csv and OUT/family.csv, of lines "name,weight".

    bench/name_frequencies.py FOLDER OUT
    MAKTAB_BENCH_GIVEN=OUT/given.csv MAKTAB_BENCH_FAMILY=OUT/family.csv build/release/src/screening/screening_bench

FOLDER holds published counts and lists (popular names by country, the counts of Spain's statistics office, lists for made-up data,
given names with gender). No person is in them. Of a list of persons of the world, a half are named as the popular names of 107
countries, each country alike and its names by their rank, in their own script and in Latin letters; a fifth as in Spain, by count; a
fifth as in four languages' lists, all alike; a tenth have one of the rare given names of French and Spanish. "--spain": Spain alone,
where a few names are most.
"""
import argparse
import csv
import json
from collections import Counter
from pathlib import Path

LANGUAGES = ("ar", "en", "es", "fr")
POPULAR = "popular_names_by_country_cc0_common-{}-by-country.csv"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def counted(path, name, *counts):
    found = Counter()
    for row in rows(path):
        found[row[name].strip().title()] += sum(int(row[count] or 0) for count in counts)
    return found


def popular(path, rank):
    countries = {}
    for row in rows(path):
        place = row[rank].strip()
        for column in ("Localized Name", "Romanized Name"):
            countries.setdefault(row["Country"], Counter())[row[column].strip()] += 1 / float(place) if place else 0.1
    return mixed(*((1, names) for names in countries.values()))


def listed(folder, kind):
    parts = []
    for language in LANGUAGES:
        names = json.loads((folder / f"faker_locales_{language}.json").read_text())["person"][kind]
        parts.append((1, Counter(name for group in names.values() for name in group if isinstance(name, str))))
    return mixed(*parts)


def mixed(*parts):
    """Each part has its share of the whole."""
    whole = Counter()
    for share, names in parts:
        names = Counter({name: weight for name, weight in names.items() if name})
        for name, weight in names.items():
            whole[name.replace(",", " ")] += share * weight / names.total()
    return whole


def write(path, names):
    with path.open("w") as out:
        out.writelines(f"{name},{weight:.12f}\n" for name, weight in sorted(names.items(), key=lambda item: (-item[1], item[0])))
    print(f"{path}: {len(names):,} names")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--spain", action="store_true")
    asked = parser.parse_args()
    folder = asked.folder
    given = mixed((1, counted(folder / "spain_ine_hombres.csv", "nombre", "frec")),
                  (1, counted(folder / "spain_ine_mujeres.csv", "nombre", "frec")))
    family = counted(folder / "spain_ine_apellidos.csv", "apellido", "frec_pri", "frec_seg")
    if not asked.spain:
        rare = Counter()
        for language in ("es", "fr"):
            rare.update({row["name"].title(): 1 for row in rows(folder / f"gender_detection_mit_{language}.csv")})
        given = mixed((5, popular(folder / POPULAR.format("forenames"), "Index")), (2, given), (2, listed(folder, "first_name")), (1, rare))
        family = mixed((5, popular(folder / POPULAR.format("surnames"), "Rank")), (3, family), (2, listed(folder, "last_name")))
    asked.out.mkdir(parents=True, exist_ok=True)
    write(asked.out / "given.csv", given)
    write(asked.out / "family.csv", family)


if __name__ == "__main__":
    main()
