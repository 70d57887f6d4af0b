"""
The site as it was built: `python docs/built.py FOLDER` tells what is wrong with it.

It has to work from the file system without a network, each link has to lead to what is there, each public name needs an
entry, and each tutorial its notebook.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import publicservice

TUTORIALS = Path(__file__).parent / "tutorials"
FETCHED = re.compile(r"url\(\s*['\"]?(?P<url>[^'\")]+)|@import\s+['\"](?P<style>[^'\"]+)")


def main(arguments: list[str]) -> int:
    """Tells what is wrong with the site in a folder: 1 if anything is."""
    if len(arguments) != 1:
        print("usage: built.py FOLDER", file=sys.stderr)
        return 2
    found = list(faults(Path(arguments[0])))
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


def faults(site: Path) -> Iterator[str]:
    """What is wrong with a site, one sentence each."""
    pages = {page.resolve(): Page(page.resolve()) for page in sorted(site.rglob("*.html"))}
    for page in pages.values():
        yield from (f"{page.path.name} loads {url}" for url in page.loads if is_remote(url))
        yield from (
            f"{page.path.name} links {link}, which is not there" for link in page.links if page.loses(link, pages)
        )
    for style in sorted(site.rglob("*.css")):
        yield from (f"{style.name} loads {url}" for url in fetched_by(style) if is_remote(url))
    anchors = {name for page in pages.values() for name in page.anchors}
    yield from (f"{name} has no entry" for name in publicservice.__all__ if f"publicservice.{name}" not in anchors)
    yield from (f"{notebook.name} cannot be downloaded" for notebook in lost_notebooks(site, pages))


class Page(HTMLParser):
    """A page of the site: what others can reach in it, what it leads to, and what it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Sorts what a tag says."""
        told = {name: value for name, value in attrs if value}
        self.anchors |= {told[name] for name in ("id", "name") if name in told}
        self.loads += [told[name] for name in ("src", "srcset", "data", "poster") if name in told]
        if "href" in told:
            (self.links if tag == "a" else self.loads).append(told["href"])

    def loses(self, link: str, pages: dict[Path, Page]) -> bool:
        """Whether a link leads to no file, or to no anchor in it."""
        parts = urlsplit(link)
        if is_remote(link):
            return False
        file = (self.path.parent / unquote(parts.path)).resolve() if parts.path else self.path
        fragment = unquote(parts.fragment)
        return not file.exists() or bool(fragment and file in pages and fragment not in pages[file].anchors)


def is_remote(url: str) -> bool:
    """Whether an address leads away from the site."""
    return urlsplit(url).scheme not in {"", "data"} or url.startswith("//")


def fetched_by(style: Path) -> Iterator[str]:
    """What a style sheet loads."""
    return (found["url"] or found["style"] for found in FETCHED.finditer(style.read_text(encoding="utf-8")))


def lost_notebooks(site: Path, pages: dict[Path, Page]) -> Iterator[Path]:
    """The notebooks that the page made of them does not link as they are."""
    for notebook in sorted(TUTORIALS.glob("*.ipynb")):
        page = pages.get((site / "tutorials" / f"{notebook.stem}.html").resolve())
        links = [] if page is None else [page.path.parent / link for link in page.links if link.endswith(notebook.name)]
        if not any(link.exists() and link.read_bytes() == notebook.read_bytes() for link in links):
            yield notebook


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
