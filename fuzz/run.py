"""
Run the fuzzer on one target: `python fuzz/run.py figure -max_total_time=600`.

What follows the name of the target goes to libFuzzer: options, and folders with cases to begin with.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["publicservice"]):
    from fuzz.seeds import seeds_of, words_of
    from fuzz.targets import TARGETS, Target, kept_of

_DOCUMENTS = ("plan-yaml", "report-yaml", "plan-json", "exchange", "csv", "iati")
_LONGEST = dict.fromkeys(_DOCUMENTS, 2000)
_SHORT = 120


def by_lines(data: bytes, longest: int, seed: int, words: list[bytes]) -> bytes:
    """The lines of a document with one doubled, dropped, moved or given another word; half of the time, as bytes."""
    chosen = random.Random(seed)  # noqa: S311  (nothing secret)
    lines = data.splitlines(keepends=True)
    if not lines or chosen.random() < 0.4:
        return bytes(atheris.Mutate(data, longest))
    at, other = chosen.randrange(len(lines)), chosen.randrange(len(lines))
    match chosen.randrange(5):
        case 0:
            lines.insert(other, lines[at])
        case 1:
            del lines[at : at + chosen.randrange(1, 4)]
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at] = _with_word(lines[at], chosen, chosen.choice(words))
    return b"".join(lines)[:longest]


def _with_word(line: bytes, chosen: random.Random, word: bytes) -> bytes:
    """The line with a word of it replaced, or one put between two."""
    parts = line.split(b" ")
    at = chosen.randrange(len(parts))
    return b" ".join([*parts[:at], word, *parts[at + chosen.randrange(2) :]])


def _dictionary(folder: Path, words: list[bytes]) -> Path:
    file = folder / "words.dict"
    told = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in words if word)
    file.write_text("\n".join(told), encoding="ascii")
    return file


def _begin(folder: Path, name: str) -> None:
    for number, text in enumerate(seeds_of(name)):
        data = text.encode("utf-8")
        # A whole document is many times slower than its first lines, and says little more.
        (folder / f"seed-{number}").write_bytes(data[: _LONGEST.get(name, _SHORT)])
    for number, data in enumerate(kept_of(name)):
        (folder / f"kept-{number}").write_bytes(data)


def main(arguments: list[str]) -> None:
    """Fuzz the target that is named first, until libFuzzer has enough or something is found."""
    if not arguments or arguments[0] not in TARGETS:
        raise SystemExit(f"usage: python fuzz/run.py TARGET [libFuzzer's options]\ntargets: {', '.join(TARGETS)}")
    name, given = arguments[0], arguments[1:]
    target: Target = TARGETS[name]
    words = [word.encode("utf-8") for word in words_of(name)]
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        _begin(corpus, name)
        options = [f"-dict={_dictionary(Path(folder), words)}", f"-max_len={_LONGEST.get(name, _SHORT)}", "-timeout=20"]
        mutate = {"custom_mutator": lambda data, size, seed: by_lines(data, size, seed, words)}
        alone = any(Path(one).is_file() for one in given)
        places = [] if alone else [str(corpus)]
        atheris.Setup([sys.argv[0], *options, *given, *places], target, **(mutate if name in _DOCUMENTS else {}))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
