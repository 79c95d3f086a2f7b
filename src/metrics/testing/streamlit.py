"""The five expressions of the Streamlit page that Painel replaces, on rows like those its view gave it.

stdin: {"current": [{"value": 52.9, "category": "1", "source": "2"}, ...], "previous": [...]}
stdout: the figures of each month, amounts in cents.
"""

import json
import sys

import pandas as pd


def cents(value):
    return int(round(float(value) * 100))


def figures(rows):
    df = pd.DataFrame(rows, columns=["value", "category", "source"])
    return {
        "total": cents(df["value"].sum()),
        "by_category": {k: cents(v) for k, v in df.groupby("category")["value"].sum().items()},
        "top_category": df.groupby("category")["value"].sum().idxmax(),
        "count": int(df["value"].count()),
        "by_source": {k: cents(v) for k, v in df.groupby("source")["value"].sum().items()},
    }


months = json.load(sys.stdin)
json.dump({name: figures(rows) for name, rows in months.items()}, sys.stdout, indent=2, sort_keys=True)
