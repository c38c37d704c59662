#!/usr/bin/env python3
"""How well names are found: the measures of docs/benchmark-names.md on public data, as a table on the terminal,
build/accuracy.json and curves build/accuracy/*.svg.

    ./dev accuracy                 everything (about two minutes)
    ./dev accuracy pairs arabic    only these: pairs, draws, variants, arabic, aliases, innocents

The data is the folder MAKTAB_DATA, or ../shared/data beside the repository. It is not part of the repository.
"""
import csv
import json
import math
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("MAKTAB_DATA", ROOT.parent / "shared/data"))
OUT = ROOT / "build/accuracy"
PROGRAM = Path(os.environ.get("MAKTAB_ACCURACY", ROOT / "build/release/tools/accuracy/names_accuracy"))
THRESHOLD = 0.70
figures = []
curves = {}


def wilson(hits, total):
    """The 95 % interval of a share."""
    if total == 0:
        return 0.0, 1.0
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def note(what, value, hits, total, bar=None, aim=None, less=False, detail=""):
    low, high = wilson(hits, total)
    met = None if bar is None else (value <= bar if less else value >= bar)
    figures.append({"measure": what, "value": round(value, 5), "hits": hits, "of": total, "low": round(low, 5),
                    "high": round(high, 5), "bar": bar, "aim": aim, "met": met, "detail": detail})


def note_share(what, outcomes, *arguments, **options):
    hits, total = sum(map(bool, outcomes)), len(outcomes)
    note(what, hits / max(1, total), hits, total, *arguments, **options)


def read(name):
    with open(OUT / f"{name}.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def scores(rows, column="score"):
    return [float(row[column]) for row in rows]


def flagging(values, share):
    """The lowest threshold that flags at most this share."""
    ranked = sorted(values, reverse=True)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] + 1e-6


def f1(rows, threshold):
    hit = [float(row["score"]) >= threshold for row in rows]
    true = [row["expected"] == "1" for row in rows]
    found = sum(h and t for h, t in zip(hit, true))
    return 2 * found / max(1, sum(hit) + sum(true)), found, sum(hit), sum(true)


def pairs():
    rows = read("labelled_pairs")
    persons = [row for row in rows if row["schema"] == "Person"]
    # An F1 is no share of independent cases; its interval is taken as that of a share of found and wanted ones.
    for what, some, bar, aim in (
            ("all", rows, 0.88, 0.92), ("persons", persons, 0.87, 0.92),
            ("all, half 0", [r for r in rows if r["half"] == "0"], None, None),
            ("all, half 1", [r for r in rows if r["half"] == "1"], None, None),
            ("persons, half 1", [r for r in persons if r["half"] == "1"], None, None),
            ("organisations", [r for r in rows if r["schema"] in ("Company", "Organization", "LegalEntity")], None, None),
            ("vessels", [r for r in rows if r["schema"] == "Vessel"], None, None)):
        value, found, flagged, wanted = f1(some, THRESHOLD)
        note(f"labelled pairs, F1 at 0.70, {what}", value, 2 * found, flagged + wanted, bar, aim,
             detail=f"precision {found / max(1, flagged):.3f} recall {found / max(1, wanted):.3f} of {len(some)} pairs")
    curves["f1"] = ("F1 of labelled pairs against the threshold", "threshold", "F1",
                    {what: [(t / 100, f1(some, t / 100)[0]) for t in range(30, 100)]
                     for what, some in (("all", rows), ("persons", persons))})


def draws():
    rows = read("draws")
    note_share("1,000 Arabic forms against 1,000 Latin names, right one first", [r["first"] == "1" for r in rows], 0.95,
               0.97, detail=" ".join(f"{sum(r['first'] == '1' for r in rows if r['draw'] == d) / 1000:.3f}"
                                     for d in sorted({r["draw"] for r in rows}, key=int)))


def variants():
    rows, random = read("variants"), read("random_pairs")
    parts = (("all", rows), ("held out", [r for r in rows if r["held_out"] == "1"]))
    for column, what in (("score", "Arabic and Latin"), ("latin_score", "Latin and Latin")):
        barred = column == "score"
        wrong = scores(random, column)
        note_share(f"spellings of one name, {what}: random pairs at 0.70", [v >= THRESHOLD for v in wrong], 0.001, less=True)
        loose = flagging(wrong, 0.001)
        for part, some in parts:
            weights = sum(float(r["count"]) for r in some)
            found = sum(float(r["count"]) for r in some if float(r[column]) >= THRESHOLD)
            note(f"spellings of one name, {what}, by how often they are met, {part}", found / weights, int(found), int(weights),
                 *((0.95, 0.98) if barred and part == "all" else ()))
            note_share(f"spellings of one name, {what}, each once, {part}", [float(r[column]) >= THRESHOLD for r in some])
            note_share(f"spellings of one name, {what}, where 0.1% of random pairs pass, {part}",
                       [float(r[column]) >= loose for r in some], *((0.95, 0.98) if barred else ()),
                       detail=f"threshold {loose:.3f}")


def arabic():
    every, innocents = read("un_arabic"), scores(read("innocents_arabic"))
    persons = [row for row in every if row["kind"] == "INDIVIDUAL"]
    for what, rows, barred in (("persons", persons, True), ("persons and bodies", every, False)):
        found = scores(rows)
        note_share(f"UN {what}, Arabic name, right one first", [r["first"] == "1" for r in rows],
                   *((0.96, 0.98) if barred else ()))
        for share, bar, aim in ((0.01, 0.95, 0.97), (0.001, 0.91, 0.94)):
            at = flagging(innocents, share)
            note_share(f"UN {what}, Arabic name, found where {share:.1%} of Arabic innocents are flagged",
                       [value >= at for value in found], *((bar, aim) if barred else ()), detail=f"threshold {at:.3f}")
        note_share(f"UN {what}, Arabic name, found at 0.70", [value >= THRESHOLD for value in found])
        note_share(f"UN {what}, Arabic name, found at 0.70 where only such names are asked for",
                   [value >= THRESHOLD for value in scores(rows, "at_threshold")])
    note_share("Arabic innocents flagged at 0.70", [value >= THRESHOLD for value in innocents])
    ranked, found = sorted(innocents, reverse=True), scores(persons)
    curves["recall"] = ("Arabic names of UN persons found, against Arabic innocents flagged", "share of innocents flagged",
                        "found", {"found": [(10 ** (e / 20), sum(v >= flagging(ranked, 10 ** (e / 20)) for v in found) / len(found))
                                            for e in range(-64, -19)]})


def aliases():
    rows = read("un_alias")
    note_share("UN alias, index without it, right one first", [r["first"] == "1" for r in rows], 0.60, 0.70)
    note_share("UN alias, found at 0.70", [value >= THRESHOLD for value in scores(rows)])
    note_share("UN alias, found at 0.70 where only such names are asked for",
               [value >= THRESHOLD for value in scores(rows, "at_threshold")])
    for quality in sorted({r["quality"] for r in rows}):
        note_share(f"UN alias, {quality}", [r["first"] == "1" for r in rows if r["quality"] == quality])


def innocents():
    rows = read("innocents")
    for column, what, bar in (("name_score", "UN list, name alone", 0.005), ("longer_name_score", "five times as long, name alone", 0.01),
                              ("score", "UN list, name and birth date", None), ("longer_score", "five times as long, name and birth date", None)):
        note_share(f"innocents flagged at 0.70, {what}", [v >= THRESHOLD for v in scores(rows, column)], bar,
                   bar and 0.001, less=True)


def thresholds():
    """What a threshold finds and whom it flags, for the guide."""
    queries = [r for r in read("un_arabic") if r["kind"] == "INDIVIDUAL"]
    rows = read("innocents")
    print(f"\n{'threshold':>9} {'Arabic names found':>19} {'innocents flagged: UN list':>27} {'list five times as long':>24}")
    for at in (0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95):
        shares = [sum(v >= at for v in scores(some, column)) / len(some)
                  for some, column in ((queries, "score"), (rows, "name_score"), (rows, "longer_name_score"))]
        print(f"{at:>9.2f} {shares[0]:>19.1%} {shares[1]:>27.2%} {shares[2]:>24.2%}")


def picture(name, title, x_title, y_title, lines):
    """A curve as an SVG; the x axis is logarithmic where it spans decades."""
    width, height, left, bottom = 640, 400, 60, 340
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    scale = math.log10 if max(xs) / max(min(xs), 1e-9) > 20 else (lambda x: x)
    x0, x1, y0, y1 = scale(min(xs)), scale(max(xs)), math.floor(min(ys) * 10) / 10, 1.0
    def at(x, y):
        return left + (scale(x) - x0) / (x1 - x0) * (width - left - 20), bottom - (y - y0) / (y1 - y0) * (bottom - 40)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/><text x="{left}" y="22" font-size="14">{title}</text>']
    for i in range(int(round(y0 * 10)), 11):
        _, y = at(min(xs), i / 10)
        out.append(f'<path d="M{left} {y:.1f}H{width - 20}" stroke="#ddd"/><text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{i / 10:.1f}</text>')
    for i in range(5):
        x = min(xs) + (max(xs) - min(xs)) * i / 4 if scale is not math.log10 else 10 ** (x0 + (x1 - x0) * i / 4)
        px, _ = at(x, y0)
        out.append(f'<text x="{px:.1f}" y="{bottom + 18}" text-anchor="middle">{x:.2g}</text>')
    out.append(f'<text x="{(left + width) / 2}" y="{height - 12}" text-anchor="middle">{x_title}</text>')
    out.append(f'<text x="14" y="200" transform="rotate(-90 14 200)" text-anchor="middle">{y_title}</text>')
    for color, dash, (label, line) in zip(("#004d7a", "#b34700"), ("", "6 3"), lines.items()):
        points = " ".join(f"{px:.1f},{py:.1f}" for px, py in (at(x, y) for x, y in line))
        out.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dash}"/>')
        px, py = at(*line[len(line) // 3])
        out.append(f'<text x="{px + 6:.1f}" y="{py + 16:.1f}" fill="{color}">{label}</text>')
    (OUT / f"{name}.svg").write_text("\n".join(out) + "\n</svg>\n", encoding="utf-8")


def main():
    needed = DATA / "match/labelled_pairs.csv"
    if not needed.exists():
        print(f"accuracy: nothing was measured: the data is absent ({needed}). Set MAKTAB_DATA to its folder.")
        return 3
    if sys.argv[1:] == ["--data"]:
        return 0
    measures = {"pairs": pairs, "draws": draws, "variants": variants, "arabic": arabic, "aliases": aliases,
                "innocents": innocents}
    wanted = sys.argv[1:] or list(measures)
    if unknown := set(wanted) - set(measures):
        print(f"accuracy: no such measure: {', '.join(sorted(unknown))}; there are {', '.join(measures)}")
        return 2
    if not os.environ.get("MAKTAB_ACCURACY_AGAIN"):  # figures of the tables that are there already
        subprocess.run([PROGRAM, DATA, OUT, *wanted], check=True)
    for name in wanted:
        measures[name]()
    print(f"{'measure':<82} {'value':>7} {'95 %':>15} {'of':>8} {'bar':>6} {'aim':>6}")
    for f in figures:
        bar = "" if f["bar"] is None else f"{f['bar']:g}"
        aim = "" if f["aim"] is None else f"{f['aim']:g}"
        verdict = {None: "", True: "met", False: "MISSED"}[f["met"]]
        print(f"{f['measure']:<82} {f['value']:>7.4f} {f['low']:>7.4f}–{f['high']:.4f} {f['of']:>8,} {bar:>6} {aim:>6} {verdict:6} {f['detail']}")
    if {"arabic", "innocents"} <= set(wanted):
        thresholds()
    for name, curve in curves.items():
        picture(name, *curve)
    (ROOT / "build/accuracy.json").write_text(json.dumps({"threshold": THRESHOLD, "figures": figures, "curves": {
        name: lines for name, (_, _, _, lines) in curves.items()}}, indent=1, ensure_ascii=False) + "\n")
    return 0


sys.exit(main())
