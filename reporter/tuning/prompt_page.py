"""The sentences of several prompts side by side, as one HTML page without scripts."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from reporter.runs.output import replace_file
from reporter.tuning.compare_prompts import METRICS, Trial

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Prompts compared</title>
<style>
:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #8886; padding: .4rem .6rem; text-align: left; vertical-align: top }
small { opacity: .75 } li { margin: .2rem 0 }
</style>
<h1>Prompts compared</h1>
<p>{{ trial.rows | length }} clusters. Differences are to {{ trial.prompts[0].name }} on the same
clusters, with their 95 % intervals.</p>
<table>
<tr><th>prompt{% for name in metrics %}<th>{{ name }}{% endfor %}</tr>
{% for prompt in trial.prompts %}{% set found = trial.differences[loop.index0] %}
<tr><th>{{ prompt.name }} <small>{{ prompt.fingerprint }}</small>
{% for name in metrics %}{% set cell = found[name] %}
<td>{{ "%.2f" | format(cell.mean) }}
{% if prompt is not sameas trial.prompts[0] %}<br><small>{{ "%+.2f" | format(cell.change) }}
({{ "%+.2f" | format(cell.low) }} to {{ "%+.2f" | format(cell.high) }})</small>{% endif %}
{% endfor %}</tr>
{% endfor %}
</table>
{% for row in trial.rows %}
<h2 id="{{ row.case.id }}">{{ row.case.id }}</h2>
<details><summary>{{ row.case.cluster.statements | length }} statements</summary><ul>
{% for item in row.case.cluster.statements %}
<li>{{ item.text }} <small>{{ row.case.articles[item.article_id].outlet }}</small>
{% endfor %}</ul></details>
<table><tr>{% for prompt in trial.prompts %}<th>{{ prompt.name }}{% endfor %}</tr>
<tr>{% for outcome in row.outcomes %}<td>{{ outcome.text or "No sentence stands." }}
{% if outcome.text and outcome.fallback %}<small>(cut from a source)</small>{% endif %}
{% for text, why in outcome.refused %}<br><small>refused: {{ text }} ({{ why }})</small>{% endfor %}
<br><small>faithfulness {{ "%.2f" | format(outcome.faithfulness) }},
support {{ outcome.support | int }}, {{ outcome.words | int }} words,
{{ "%.2f" | format(outcome.seconds) }} s</small>{% endfor %}</tr></table>
{% endfor %}
</html>
"""


def write_page(file: Path, trial: Trial) -> None:
    """Write the page; article text in it is only text. Raises FolderError when it cannot be."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    text = environment.from_string(_PAGE).render(trial=trial, metrics=METRICS)
    replace_file(file, text)
