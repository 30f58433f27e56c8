"""The sums of the csv-parse stream with pandas: needed columns only, ids as text, amounts as float64.

python3 bench/pandas-sums.py <folder of CSV files> <column of amounts> <column to sum by> ...
prints {"pandas": true, "groups": ..., "usd": ...}.
"""

import json
import os
import sys

import pandas

folder, amount, *keys = sys.argv[1:]
types = {**{key: "str" for key in keys}, amount: "float64"}
parts = []
for name in os.listdir(folder):
    rows = pandas.read_csv(
        os.path.join(folder, name),
        engine="c",
        usecols=[*keys, amount],
        dtype=types,
        keep_default_na=False,
    )
    parts.append(rows.groupby(keys, sort=False)[amount].sum())
sums = pandas.concat(parts).groupby(level=keys, sort=False).sum()
print(json.dumps({"pandas": True, "groups": str(len(sums)), "usd": float(sums.sum())}))
