"""The library behind a service: over a real socket, with good clients, many clients, and those that mean harm."""

from __future__ import annotations

import functools
import gc
import http.client
import json
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import publicservice as ps
from examples.service.app import Limits, create_app
from publicservice.io.exchange import from_json, to_json
from publicservice.io.schema import schema

LIMITS = Limits(size=100_000, patience=0.5, reports=3)
EXAMPLES = {"POST /check": 8, "POST /assess": 4}  # requests for an operation, 12 for the others
PLAN = "plan: P\nperiod: 2022\nsource: a paper\ntargets:\n  - {indicator: jobs, goal: '630,000 jobs', period: 2021}\n"
REPORT = "report: R\nobservations:\n  - {indicator: jobs, value: '686,000 jobs', period: 2021-01/2021-11, id: j}\n"


@contextmanager
def serving(limits: Limits) -> Iterator[int]:
    """The service on a free port of this machine, for as long as it is asked."""
    server = uvicorn.Server(uvicorn.Config(create_app(limits), log_level="critical", lifespan="off"))
    # By its own protocol, not any stream's, so that answers are sent at once and do not wait for the next packet.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the service listens."""
    with serving(LIMITS) as found:
        yield found


class Client:
    """One connection, kept open from request to request."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def ask(self, path: str, body: str | bytes, kind: str = "application/yaml", **headers: str) -> tuple[int, Any]:
        """The status and the answer."""
        data = body.encode() if isinstance(body, str) else body
        self.connection.request("POST", path, data, {"Content-Type": kind, **headers})
        return self._answer()

    def get(self, path: str) -> tuple[int, Any]:
        """The status and the answer."""
        self.connection.request("GET", path)
        return self._answer()

    def _answer(self) -> tuple[int, Any]:
        response = self.connection.getresponse()
        text = response.read()
        assert "application/json" == response.headers["Content-Type"]
        return response.status, json.loads(text)


@pytest.fixture
def client(port: int) -> Iterator[Client]:
    """A client of the service."""
    made = Client(port)
    yield made
    made.connection.close()


def raw(port: int, sent: bytes) -> bytes:
    """What comes back on a socket of its own, until the service closes it."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(sent)
        received = b""
        while part := wire.recv(65_536):
            received += part
        return received


def problems(answer: Any) -> list[str]:
    """What the faults of an answer say is wrong."""
    return [fault["problem"] for fault in answer["faults"]]


ASSESSED = (
    ps.plan_text(ps.parse_plan(PLAN), format="json"),
    ps.report_text(ps.parse_report(REPORT), format="json"),
)


# --- what it answers


@pytest.mark.parametrize("language", ["yaml", "json"])
@pytest.mark.parametrize("name", ["linyi-2022", "anhui-2021-11"])
def test_check_gives_the_findings_of_the_library(client: Client, name: str, language: str) -> None:
    """A plan or report is sent as the file that it is, and comes back as the very findings that `check` gives."""
    document = ps.example(name)
    text = ps.plan_text if isinstance(document, ps.Plan) else ps.report_text
    sent = text(document, format="json" if language == "json" else "yaml")  # type: ignore[arg-type]
    status, answer = client.ask("/check", sent, f"application/{language}; charset=utf-8")
    assert 200 == status
    assert ps.check(document) == from_json(json.dumps(answer), ps.check(document).__class__)


def test_all_faults_come_back_at_once_each_with_its_line(client: Client) -> None:
    """Faults come back as 422, all of them, in the parts that the library gives them."""
    sent = "plan: P\ntargets:\n  - {indicator: jobs, goal: 5 kindergardens}\n  - {indicater: jobs, goal: 5 jobs}\n"
    status, answer = client.ask("/check", sent)
    first = {
        "problem": "unknown unit",
        "path": "targets[0].goal",
        "line": 3,
        "column": 29,
        "seen": "'kindergardens'",
        "expected": None,
        "hint": "did you mean 'kindergarten'?",
    }
    assert (422, first) == (status, answer["faults"][0])
    assert ["unknown unit", "unknown key"] == problems(answer)


@pytest.mark.parametrize(
    ("claim", "asked", "verdict", "text"),
    [
        # 686,000 / 630,000 = 1.0889
        (
            "completion",
            {"says": "108.9 %", "actual": "686,000 jobs", "target": "630,000 jobs"},
            "consistent",
            "108.9 %",
        ),
        # 37 / 45 = 0.8222
        ("share", {"says": "82.3 %", "part": "37 persons", "whole": "45 persons"}, "inconsistent", "off by 0.0277"),
        # 686,000 / 624,317 - 1 = 0.0988
        ("year-on-year", {"says": "up 9.88 %", "now": "686,000 jobs", "before": "624,317 jobs"}, "consistent", "9.9 %"),
        # 686,000 / 1.089 = 629,936
        ("completion", {"says": "108.9 %", "actual": "686,000 jobs"}, "not checkable", "630,000 is the only multiple"),
        ("sum", {"says": "817 households", "parts": ["716 households", "101 households"]}, "consistent", "817"),
        ("sum", {"says": "817 households", "parts": []}, "not checkable", ""),
        ("share", {"says": "50 %", "part": "1 person", "whole": "0 persons"}, "not checkable", "zero or less"),
    ],
)
def test_a_claim_is_verified(client: Client, claim: str, asked: dict[str, Any], verdict: str, text: str) -> None:
    """A claim gets its verdict, and what cannot be computed is an answer with its reason, not a fault."""
    status, answer = client.ask(f"/verify/{claim}", json.dumps(asked), "application/json")
    assert (200, verdict) == (status, answer["verdict"])
    assert text in answer["text"]
    assert ("not checkable" == verdict) == bool(answer["reason"])


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        (
            '{"says": "5 jbs", "actual": "a lot", "whole": 3}',
            ["unknown key", "unknown unit", "a vague number word is not a figure"],
        ),
        ('{"says": "5 %"}', ["the key 'actual' is missing"]),
        ('{"says": ["5 %"], "actual": {"value": 5}}', ["not a figure", "not a figure"]),
        ('{"says": "5 jobs", "actual": "5 beds", "target": "5 jobs"}', ["'job' and 'bed' are not of one kind"]),
    ],
)
def test_a_claim_that_cannot_be_read_is_told(client: Client, asked: str, faults: list[str]) -> None:
    """Faults in the figures of a claim, and figures that do not belong together, come back as 422."""
    status, answer = client.ask("/verify/completion", asked, "application/json")
    assert 422 == status
    assert sorted(faults) == sorted(problems(answer))


def test_parts_of_a_sum_are_a_list_of_figures(client: Client) -> None:
    """What is no list, or has something else than figures in it, is refused with its place."""
    status, answer = client.ask("/verify/sum", "{says: 5 jobs, parts: 5 jobs}")
    assert (422, ["not a list of figures"]) == (status, problems(answer))
    status, answer = client.ask("/verify/sum", "{says: 5 jobs, parts: [5 jobs, [5 jobs], many]}")
    assert (422, ["parts[1]", "parts[2]"]) == (status, [fault["path"] for fault in answer["faults"]])


@pytest.mark.parametrize("reports", [{}, "", 0, "none"])
def test_reports_are_a_list(client: Client, reports: object) -> None:
    """What is empty and no list is refused as well, as the description says."""
    sent = {"plan": json.loads(ASSESSED[0]), "reports": reports, "as_of": "2022-12-31"}
    status, answer = client.ask("/assess", json.dumps(sent))
    assert (422, ["not a list of reports"]) == (status, problems(answer))


def test_a_plan_is_assessed(client: Client) -> None:
    """Rows, totals and what was not used come back as the library gives them, numbers as exact text."""
    plan, report = (json.loads(text) for text in ASSESSED)
    sent = {"plan": plan, "reports": [{"publicservice": "0.1", **report}], "as_of": "2021-11-30"}
    status, answer = client.ask("/assess", json.dumps(sent), "application/json")
    expected = ps.assess(ps.parse_plan(PLAN), ps.parse_report(REPORT), as_of="2021-11-30")
    assert 200 == status
    assert json.loads(json.dumps(expected.to_rows(), default=str)) == answer["rows"]
    assert ("2021-11-30", []) == (answer["as_of"], answer["unused"])
    assert {key.value: count for key, count in expected.totals().counts.items()} == answer["totals"]


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ("{}", {"the key 'plan' is missing"}),
        ("plan: {plan: P}", {"no report was given to assess by, and no date"}),
        ("plan: {plan: P}\nreports: {report: R}", {"not a list of reports"}),
        ("plan: {plan: P}\nreports: [{report: A}, {report: B}, {report: C}, {report: D}]", {"not a list of reports"}),
        ("plan: {plan: P, publicservice: 9.0}", {"not the version that is read here"}),
        ("plan: {plan: P}\nas_of: yesterday\nreports: [text, {report: R, observations: 5}]", {3}),
    ],
)
def test_an_assessment_that_cannot_be_made_is_told(client: Client, sent: str, faults: set[str | int]) -> None:
    """Faults of the plan, of each report and of the date come back together."""
    status, answer = client.ask("/assess", sent)
    assert 422 == status
    assert faults & {*problems(answer), len(answer["faults"])}


def test_schemas_are_those_of_the_library(client: Client) -> None:
    """The schemas of plans, reports, observations and assessments are given out, and no others."""
    for kind in ("plan", "report", "observations", "assessment"):
        assert (200, schema(kind)) == client.get(f"/schemas/{kind}")
    status, answer = client.get("/schemas/secrets")
    assert (404, ["there is no such schema; known are plan, report, observations, assessment"]) == (
        status,
        problems(answer),
    )


def test_other_ways_in_do_not_exist(client: Client) -> None:
    """What is not there is told in the same form as any fault."""
    assert 404 == client.get("/etc/passwd")[0]
    assert 405 == client.get("/check")[0]
    assert 404 == client.ask("/verify/anything", "{}")[0]


# --- its description


def test_the_description_is_made_of_the_library_s_schemas(client: Client) -> None:
    """The OpenAPI document is valid 3.1, and what it says of a target is what the library's schema says."""
    status, found = client.get("/openapi.json")
    assert (200, "3.1.0") == (status, found["openapi"])
    schemathesis.openapi.from_dict(found).validate()
    own = json.dumps(schema("plan")["$defs"]["target"]).replace("#/$defs/", "#/components/schemas/")
    assert json.loads(own) == found["components"]["schemas"]["target"]
    named = {"#/components/schemas/" + name for name in found["components"]["schemas"]}
    assert set(_references(found)) <= named


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "$ref")
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _references(inner)


CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
]


@functools.cache
def described() -> schemathesis.BaseSchema:
    """The service's description of itself, as the tester reads it."""
    return schemathesis.openapi.from_dict(create_app(LIMITS).openapi())


CLAIMS = ["POST /verify/completion", "POST /verify/year-on-year", "POST /verify/share", "POST /verify/sum"]
GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
OPERATIONS = [(name, mode) for name in (*CLAIMS, "GET /schemas/{kind}") for mode in (GOOD, BAD)]


@pytest.mark.parametrize(("operation", "mode"), [*OPERATIONS, ("POST /check", GOOD), ("POST /assess", GOOD)])
def test_it_keeps_to_its_description(port: int, operation: str, mode: schemathesis.GenerationMode) -> None:
    """Whatever is sent, of what the description allows or not, the answer is as described, and never a 500."""
    found = described().find_operation_by_label(operation)
    assert found is not None
    statuses = set()

    @settings(
        max_examples=EXAMPLES.get(operation, 12),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=found.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        response = case.call(base_url=f"http://127.0.0.1:{port}")
        case.validate_response(response, checks=CHECKS)
        statuses.add(response.status_code)

    ask()
    assert statuses <= {200, 404, 405, 415, 422}


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["5 jobs", "2022", "all", "now"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every mapping or list of a document with each of its keys or numbers."""
    for key, inner in [*(node.items() if isinstance(node, dict) else enumerate(node))]:
        yield node, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_documents_with_something_wrong_get_answers_as_described(port: int, data: st.DataObject) -> None:
    """One or two things of a good request are replaced by anything: the answer is as described, and never a 500."""
    plan, report = (json.loads(text) for text in ASSESSED)
    path, body = data.draw(
        st.sampled_from([("/check", plan), ("/check", report), ("/assess", {"plan": plan, "reports": [report]})])
    )
    for _ in range(data.draw(st.integers(1, 2))):
        node, key = data.draw(st.sampled_from([*_places(body)]))
        node[key] = data.draw(ANYTHING)
    found = described().find_operation_by_label(f"POST {path}")
    assert found is not None
    case = found.Case(body=body, media_type="application/json")
    response = case.call(base_url=f"http://127.0.0.1:{port}")
    case.validate_response(response, checks=CHECKS)
    assert response.status_code in (200, 422)


@settings(max_examples=40)
@given(body=st.binary(max_size=300), kind=st.sampled_from(["application/json", "application/yaml"]))
def test_bytes_that_mean_nothing_are_refused(port: int, body: bytes, kind: str) -> None:
    """Whatever bytes a body has, what comes back is an answer or the faults."""
    client = Client(port)
    try:
        for path in ("/check", "/assess", "/verify/sum"):
            assert client.ask(path, body, kind)[0] in (200, 422)
    finally:
        client.connection.close()


# --- many clients


def test_clients_never_see_each_other_s_counts(port: int) -> None:
    """
    A declared count is known only where its vocabulary is used: eight clients at once, fifty requests each, declare the
    same words for different things, or do not declare them and are refused, and every answer is the client's own.
    """
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as clients:
            wrong = [fault for found in clients.map(lambda number: _fifty(port, number), range(8)) for fault in found]
    finally:
        sys.setswitchinterval(switching)
    assert [] == wrong


def _fifty(port: int, number: int) -> list[str]:
    """What was wrong with the answers to one client."""
    client, wrong = Client(port), []
    for turn in range(50):
        # "blue boat" is a count of its own for the first, a boat for the second, and unknown to the third.
        units = ("[boat, blue boat]", "[boat]", "[blue]")[(number + turn) % 3]
        expected = ({"blue boat"}, None, None)[(number + turn) % 3]
        whole, part = 10 * turn + 11, 10 * turn + 5
        parts = f"parts: [{{indicator: a{number}, goal: {part} blue boats}}, {{indicator: b, goal: 2 blue boats}}]"
        text = f"plan: {number}-{turn}\nunits: {units}\ntargets: [{{indicator: x, goal: {whole} blue boats, {parts}}}]"
        status, answer = client.ask("/check", text)
        if expected is None:
            right = status == 422 and {"unknown unit"} == set(problems(answer)) and "blue boat" in str(answer)
        else:
            # the second is 2, so that the parts are 11 - 5 - 2 = 4 fewer than the whole
            added = f"the parts add up to {part + 2} blue boats, 4 blue boats less than the whole, {whole} blue boats"
            right = status == 200 and f"{number}-{turn}" == answer["findings"]["document"] and added in str(answer)
        if not right:
            wrong.append(f"{number}-{turn}: {status} {answer}")
    client.connection.close()
    return wrong


def test_many_requests_on_one_connection(client: Client) -> None:
    """Good and faulty requests follow each other on one connection, and each gets its own answer."""
    for turn in range(100):
        assert 200 == client.ask("/check", f"plan: P{turn}")[0]
        assert 422 == client.ask("/check", f"plan: [{turn}")[0]


def test_memory_does_not_grow(client: Client) -> None:
    """After five hundred requests, each with counts and words of its own, no more memory is in use than before."""

    def ask(start: int, times: int) -> int:
        for number in range(start, start + times):
            word = "".join(chr(97 + int(digit)) for digit in f"{number:06}")
            text = f"plan: P\nunits: [boat{word}]\ntargets: [{{indicator: {word}, goal: 5 boat{word}s/person}}]"
            assert 200 == client.ask("/check", text)[0]
            assert 422 == client.ask("/check", f"plan: P\ntargets: [{{indicator: {word}, goal: 5 boat{word}s}}]")[0]
        gc.collect()
        return sys.getallocatedblocks()

    before = ask(0, 50)
    grown = ask(1_000, 250) - before
    assert grown < 250  # less than one object for each declared count


# --- those that mean harm


def test_an_oversize_body_is_refused_whatever_it_says_of_itself(port: int) -> None:
    """The stream is read no further than the limit: with its true length, without any, and in pieces."""
    head = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/yaml\r\n"
    text = b"#" * (LIMITS.size + 1)
    pieces = b"%x\r\n%b\r\n" % (len(text), text)
    assert b" 413 " in raw(port, head + b"Content-Length: %d\r\n\r\n" % len(text) + text).splitlines()[0]
    assert b" 413 " in raw(port, head + b"Transfer-Encoding: chunked\r\n\r\n" + pieces).splitlines()[0]
    # it says that 100 times as much is to come
    assert b" 413 " in raw(port, head + b"Content-Length: %d\r\n\r\n" % (100 * len(text)) + text).splitlines()[0]


def test_a_length_that_is_false_or_none_is_refused(port: int) -> None:
    """A body that ends before its length came too late; a length below it leaves what follows to be no request."""
    head = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/yaml\r\n"
    assert b" 408 " in raw(port, head + b"Content-Length: 90000\r\n\r\nplan: P").splitlines()[0]
    assert b" 400 " in raw(port, head + b"Content-Length: -1\r\n\r\nplan: P").splitlines()[0]
    answers = raw(port, head + b"Content-Length: 7\r\n\r\nplan: P; targets: []\r\n\r\n")
    assert 1 == answers.count(b" 200 OK")
    assert b" 400 Bad Request" in answers


def test_a_slow_body_is_given_up(port: int) -> None:
    """A body that does not come in is waited for no longer than the service's patience, and nobody waits with it."""
    head = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/yaml\r\nContent-Length: 50\r\n\r\nplan"
    slow = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(20)]
    for wire in slow:
        wire.sendall(head)
    other = Client(port)
    assert 200 == other.ask("/check", "plan: P")[0]
    other.connection.close()
    for wire in slow:
        assert wire.recv(65_536).startswith(b"HTTP/1.1 408 ")
        wire.close()


def test_a_client_that_leaves_in_the_middle_harms_nobody(port: int) -> None:
    """Clients that close the connection within their body leave a service that answers as before."""
    head = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/yaml\r\nContent-Length: 5000\r\n\r\n"
    for size in range(20):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
            wire.sendall(head + b"p" * size)
    other = Client(port)
    assert 200 == other.ask("/check", "plan: P")[0]
    other.connection.close()


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("text/html", {}),
        ("", {}),
        ("application/x-www-form-urlencoded", {}),
        ("application/json", {"Content-Encoding": "gzip"}),
        ("application/yaml", {"Content-Encoding": "br"}),
    ],
)
def test_other_kinds_of_body_are_not_read(port: int, kind: str, headers: dict[str, str]) -> None:
    """What is neither YAML nor JSON, and what is packed, is refused before it is read."""
    client = Client(port)
    status, answer = client.ask("/check", b"\x1f\x8b\x08\x00 and so on", kind, **headers)
    assert 415 == status
    assert 1 == len(answer["faults"])
    client.connection.close()


@pytest.mark.parametrize(
    ("body", "kind", "problem"),
    [
        (b"[" * 90_000, "application/json", "the nesting is too deep"),
        (b'{"plan":' * 10_000, "application/json", "the nesting is too deep"),
        (b"{a: " * 20_000, "application/yaml", "the nesting is too deep"),
        (b"- " * 40_000, "application/yaml", "the nesting is too deep"),
        (b"a: &a [x]\nb: *a", "application/yaml", "an anchor is not allowed"),
        (b"!!python/object/apply:os.system [ls]", "application/yaml", "a tag is not allowed"),
        (b"\xff\xfe\x00", "application/yaml", "the file is in UTF-16"),
        (b"\x1f\x8b\x08\x00", "application/yaml", "the file is not UTF-8"),
        (b'{"plan": "\\ud800"}', "application/json", "an escape stands for half of a surrogate pair"),
        (b"", "application/yaml", "there is nothing in the file"),
    ],
)
def test_hostile_bodies_are_told_what_is_wrong(client: Client, body: bytes, kind: str, problem: str) -> None:
    """Deep nesting, references, tags and bytes that are no text are faults like any other."""
    status, answer = client.ask("/check", body, kind)
    assert 422 == status
    assert any(told.startswith(problem) for told in problems(answer))


def test_the_longest_texts_come_back_or_are_refused(client: Client) -> None:
    """A document whose texts are as long as may be is checked, and its findings can be written."""
    long = "x" * 2_000
    parts = "parts: [{indicator: y, goal: 3 jobs}]"
    text = f"plan: {long}\nperiod: 2022\ntargets: [{{indicator: {long}, goal: 5 jobs, {parts}}}]"
    text += f"\nprogrammes: [{', '.join(['{title: A}', f'{{title: {long}}}'] * 40)}]"
    status, answer = client.ask("/check", text)
    assert (200, long) == (status, answer["findings"]["document"])
    assert to_json(ps.check(ps.parse_plan(text))) == json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
