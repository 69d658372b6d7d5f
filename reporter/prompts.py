"""Prompts as checked files: YAML front matter says what a prompt is for, a Jinja2 body says it.

The body is a small language on purpose: text, `{{ variable }}`, `if`, `for` over what is given, and
a few filters. No calls, no `range`, no `include`, no multiplication: a prompt file that somebody
else wrote can neither read files, nor run code, nor loop or swell without bound.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reporter.errors import PromptError
from reporter.resources import shipped

MAX_FILE_BYTES = 16_384
MAX_LOOP_DEPTH = 2

VARIABLES: Mapping[str, Mapping[str, str]] = {
    "fact": {
        "statements": "the statements of the cluster; each has .text, .outlet, .published, .label",
        "max_words": "longest sentence wanted, in words",
        "disputed": "values that the outlets dispute and the sentence must not name",
    }
}
"""What a prompt of each task may ask for, with its meaning."""

_FILTERS = (
    *("capitalize", "lower", "title", "trim", "upper", "wordcount", "tojson", "round", "default"),
    *("first", "join", "last", "length", "map", "reverse", "sort", "unique"),
)

_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Keyword,
    nodes.Test,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Concat,
)


class Limits(BaseModel):
    """How much a prompt may hold: statements shown, and characters once filled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statements: Annotated[int, Field(ge=1, le=100)] = 12
    characters: Annotated[int, Field(ge=1, le=100_000)] = 12_000


class Header(BaseModel):
    """The front matter of a prompt file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: Literal["fact"]
    backend: tuple[str, ...]
    version: str
    model_family: str = "any"
    description: str = ""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file that passed every check.

    `fingerprint` is the first 12 hexadecimal digits of the SHA-256 of the file, line ends made
    uniform: two prompts with one fingerprint fill to the same text.
    """

    name: str
    path: Path
    header: Header
    body: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PromptCheck:
    """What checking one file found: the prompt, or the problem that keeps it from use."""

    name: str
    path: Path
    prompt: Prompt | None
    problem: PromptError | None


def load_prompt(name: str, folders: Sequence[Path] = (), backend: str = "") -> Prompt:
    """Return the prompt `name` from the first of `folders` that has it, then the shipped ones.

    With a `backend`, the file `name-backend.md` is taken before `name.md`, and a prompt that
    names other backends (and not "any") is refused. Raises PromptError.
    """
    wanted = (f"{name}-{backend}", name) if backend else (name,)
    found = _find(folders)
    path = next((found[each] for each in wanted if each in found), None)
    if path is None:
        raise PromptError(f"there is no prompt {name!r}.", _suggest(name, found))
    prompt = read_prompt(path)
    if backend and not {backend, "any"} & set(prompt.header.backend):
        made_for = ", ".join(prompt.header.backend)
        raise PromptError(
            f"prompt {prompt.name} ({path}) is made for {made_for}, not for {backend}.",
            f"Write {name}-{backend}.md, or add {backend} to its 'backend' once you have tried it.",
        )
    return prompt


def check_prompts(folders: Sequence[Path] = ()) -> tuple[PromptCheck, ...]:
    """Check every prompt that could be used, by name; a user's file hides a shipped one."""
    return tuple(_check(path) for _, path in sorted(_find(folders).items()))


def check_files(path: Path) -> tuple[PromptCheck, ...]:
    """Check the file, or each .md file of the folder, by name; PromptError where there is none."""
    files = _prompt_files(path) if path.is_dir() else [path]
    if not files:
        raise PromptError(f"{path} holds no prompt file (*.md).")
    return tuple(_check(file) for file in files)


def new_prompt(name: str, source: Prompt, folder: Path) -> Path:
    """Copy the file of `source` to `name`.md in `folder`, which is made; return its path.

    Raises PromptError for a name that is none of a file, or that is taken.
    """
    if not re.fullmatch(r"[\w][\w-]*", name):
        raise PromptError(
            f"{name!r} is no name for a prompt.", "Use letters, digits, - and _, without .md."
        )
    target = folder / f"{name}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(_read(source.path))
    except FileExistsError:
        raise PromptError(f"{target} exists already.", "Choose another name.") from None
    except OSError as error:
        raise PromptError(f"{target} cannot be written: {error.strerror}.") from None
    return target


def read_prompt(path: Path) -> Prompt:
    """Return the prompt in the file; PromptError names the first thing that is wrong with it."""
    text = _read(path)
    where = f"prompt {path.stem} ({path})"
    header_text, body = _split(text, where)
    header = _header(header_text, where)
    _check_body(body, VARIABLES[header.task], where)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(path.stem, path, header, body, digest)


def fill(prompt: Prompt, variables: Mapping[str, Any]) -> str:
    """Return the text that the model receives, without white space around it.

    Raises PromptError when the prompt asks for a variable or field that is not given, or when the
    text grows beyond `limits.characters`.
    """
    where = f"prompt {prompt.name} ({prompt.path})"
    missing = sorted(_asked_for(prompt.body) - variables.keys())
    if missing:
        raise PromptError(f"{where} asks for {', '.join(missing)}, which is not given here.")
    parts: list[str] = []
    room = prompt.header.limits.characters
    try:
        for part in _template(prompt.body).generate(**variables):
            room -= len(part)
            if room < 0:
                raise PromptError(
                    f"{where} fills to more than {prompt.header.limits.characters} characters.",
                    "Raise limits.characters, or lower limits.statements.",
                )
            parts.append(part)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise PromptError(f"{where} cannot be filled: {str(error).rstrip('.')}.") from None
    return "".join(parts).strip()


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.globals.clear()
    environment.filters = {name: FILTERS[name] for name in _FILTERS} | {"join": _join}
    return environment


def _join(values: Iterable[Any], separator: str = "") -> str:
    # Jinja's own join also takes a string apart, and chained it multiplies text without bound.
    if isinstance(values, str):
        raise TypeError("join needs a list, not a text")
    return separator.join(str(value) for value in values)


def _find(folders: Sequence[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in (*folders, shipped("prompts")):
        for path in _prompt_files(folder):
            found.setdefault(path.stem, path)
    return found


def _prompt_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.md") if path.stem.casefold() != "readme")


def _check(path: Path) -> PromptCheck:
    try:
        return PromptCheck(path.stem, path, read_prompt(path), None)
    except PromptError as problem:
        return PromptCheck(path.stem, path, None, problem)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise PromptError(f"prompt file {path} cannot be read: {error.strerror}.") from None
    if len(raw) > MAX_FILE_BYTES:
        raise PromptError(
            f"prompt file {path} is larger than {MAX_FILE_BYTES} bytes.", "Shorten it."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PromptError(f"prompt file {path} is not UTF-8 text.", "Save it as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str, where: str) -> tuple[str, str]:
    head, _, rest = text.partition("---\n")
    header, fence, body = rest.partition("\n---\n")
    if head.strip() or not fence:
        raise PromptError(
            f"{where} has no front matter.",
            "Begin with a line '---', then task, backend, version, then a line '---'.",
        )
    if not body.strip():
        raise PromptError(f"{where} has no text below its front matter.")
    return header, body


def _header(text: str, where: str) -> Header:
    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "too deeply nested"
        raise PromptError(f"{where}: the front matter is not valid YAML: {reason}.") from None
    if not isinstance(values, dict):
        raise PromptError(f"{where}: the front matter is not a list of 'key: value' lines.")
    _refuse_unknown(values, Header, where)
    if isinstance(values.get("limits"), dict):
        _refuse_unknown(values["limits"], Limits, where, "limits.")
    if isinstance(values.get("backend"), str):
        values["backend"] = (values["backend"],)
    if isinstance(values.get("version"), int | float):
        values["version"] = str(values["version"])
    try:
        return Header.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise PromptError(f"{where}: {key}: {first['msg'].lower()}.") from None


def _refuse_unknown(
    values: Mapping[Any, Any], model: type[BaseModel], where: str, prefix: str = ""
) -> None:
    for key in values:
        if key not in model.model_fields:
            hint = _suggest(str(key), model.model_fields)
            raise PromptError(f"{where} has an unknown key {prefix + str(key)[:40]!r}.", hint)


def _check_body(body: str, known: Mapping[str, str], where: str) -> None:
    environment = _environment()
    try:
        tree = environment.parse(body)
        _refuse_nodes(tree, where)
        unknown = sorted(meta.find_undeclared_variables(tree) - set(known))
        if unknown:
            raise PromptError(
                f"{where} asks for {unknown[0]!r}, which no prompt of this task is given.",
                _suggest(unknown[0], known),
            )
        environment.compile(body)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        place = f" (line {line} of the body)" if line else ""
        raise PromptError(f"{where}: {error.message}{place}") from None
    except (RecursionError, MemoryError):
        raise PromptError(f"{where} is too deeply nested.") from None


def _refuse_nodes(node: nodes.Node, where: str, depth: int = 0) -> None:
    if not isinstance(node, _NODES):
        raise PromptError(
            f"{where} uses '{type(node).__name__.lower()}', which prompts may not.",
            "A prompt may hold text, {{ variables }}, if, for, and the filters "
            + ", ".join(_FILTERS)
            + ".",
        )
    depth += isinstance(node, nodes.For)
    if depth > MAX_LOOP_DEPTH:
        raise PromptError(f"{where} nests more than {MAX_LOOP_DEPTH} loops.")
    for child in node.iter_child_nodes():
        _refuse_nodes(child, where, depth)


@lru_cache(maxsize=64)
def _template(body: str) -> Template:
    return _environment().from_string(body)


@lru_cache(maxsize=64)
def _asked_for(body: str) -> frozenset[str]:
    return frozenset(meta.find_undeclared_variables(_environment().parse(body)))


def _suggest(word: str, known: Iterable[str]) -> str:
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else "There are: " + ", ".join(known) + "."
