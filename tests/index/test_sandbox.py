"""Whatever a file does to its reader, whoever asked gets a document or one clear line, and nothing stays behind."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.readers import read
from index.readers.limits import Limits
from index.readers.sandbox import close_workers, read_apart
from index.readers.wire import UnfaithfulReadingError, from_bytes, to_bytes
from tests.index.hostile.processes import descendants, descriptors, gone, grown, zombies
from tests.index.test_readers import FILES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SHORT = b"Some words stand here.\n\nAnd some more."
LONG = b"The council found that more was needed, and said so at length.\n\n" * 200_000
"""Takes far longer to read than any test waits."""
ENDLESS = Limits(seconds=600, memory_mib=1 << 20, output_mib=1000)


def refusal(content: bytes, name: str, limits: Limits = Limits()) -> str:  # noqa: B008  (frozen)
    """Return the line with which a file is refused, after checking that it is one and can be printed."""
    with pytest.raises(UnreadableFileError) as caught:
        read_apart(content, name, limits)
    line = str(caught.value)
    assert line.isprintable()
    assert line.endswith(".")
    return line


def equal(left: ParsedDocument, right: ParsedDocument) -> bool:
    return to_bytes(left) == to_bytes(right)


@pytest.mark.parametrize("name", FILES)
def test_a_file_read_apart_gives_what_reading_it_here_gives(name: str) -> None:
    assert equal(read_apart(FILES[name], name), read(FILES[name], name))


def test_a_refused_file_is_refused_with_the_same_line() -> None:
    for content, name in ((b"", "a.txt"), (b"%PDF-1.7", "a.pdf"), (b"PK\x03\x04", "a.docx"), (b"x", "a.mp4")):
        with pytest.raises(UnreadableFileError) as caught:
            read(content, name)
        assert refusal(content, name) == str(caught.value)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert "more than 0.2 seconds" in refusal(LONG, "long.txt", Limits(seconds=0.2))
    assert read_apart(SHORT, "short.txt").text


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    assert "more than 256 MiB of memory" in refusal(LONG, "long.txt", Limits(seconds=600, memory_mib=256))
    assert read_apart(SHORT, "short.txt").text


def test_a_file_with_too_much_text_is_given_up() -> None:
    assert "fits into 1 MiB" in refusal(LONG[:600_000], "long.txt", Limits(output_mib=1))
    assert read_apart(SHORT, "short.txt").text


def test_ctrl_c_stops_the_reading_and_the_next_file_is_read() -> None:
    close_workers()
    before = descendants(os.getpid())
    # A shell that starts the tests in the background has them ignore interrupts.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            read_apart(LONG, "long.txt", ENDLESS)
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert descendants(os.getpid()) <= before
    assert read_apart(SHORT, "short.txt").text


def test_a_worker_that_is_killed_meanwhile_costs_one_file_only() -> None:
    close_workers()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(refusal, LONG, "long.txt", ENDLESS)
        # The worker and its child.
        processes = grown(os.getpid(), 2)
        os.kill(min(processes), signal.SIGKILL)
        assert reading.result() == (
            "long.txt: the process that read it was ended, or answers no more. Add the file once more."
        )
    assert gone(processes)
    assert read_apart(SHORT, "short.txt").text


def test_a_worker_that_was_killed_while_idle_is_replaced() -> None:
    close_workers()
    read_apart(SHORT, "short.txt")
    (worker,) = descendants(os.getpid())
    os.kill(worker, signal.SIGKILL)
    assert gone({worker})
    assert read_apart(SHORT, "short.txt").text


def test_a_child_that_is_killed_costs_one_file_and_not_its_worker() -> None:
    close_workers()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(refusal, LONG, "long.txt", ENDLESS)
        processes = grown(os.getpid(), 2)
        worker = min(processes)
        os.kill(max(processes), signal.SIGKILL)
        assert "stopped its reader (SIGKILL)" in reading.result()
    assert read_apart(SHORT, "short.txt").text
    assert descendants(os.getpid()) == {worker}


def test_threads_read_side_by_side() -> None:
    texts = [f"File {number} says this.\n\nAnd {number} says more." for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        documents = pool.map(lambda text: read_apart(text.encode(), "a.txt"), texts)
        assert [document.text for document in documents] == texts
    # No more workers than files that may be read at a time.
    assert len(descendants(os.getpid())) <= max(2, os.cpu_count() or 1)


def test_two_hundred_files_leave_nothing_open() -> None:
    close_workers()
    read_apart(SHORT, "a.txt")
    before, processes = descriptors(), descendants(os.getpid())
    for number in range(200):
        if number % 2:
            read_apart(SHORT, "a.txt")
        else:
            refusal(b"%PDF-1.7", "a.pdf")
    assert descriptors() == before
    assert descendants(os.getpid()) == processes
    (worker,) = processes
    assert len(os.listdir(f"/proc/{worker}/fd")) == 3
    assert zombies(worker) == set()


def test_closing_the_workers_leaves_no_process() -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: read_apart(SHORT, "a.txt"), range(8)))
    assert descendants(os.getpid())
    close_workers()
    assert descendants(os.getpid()) == set()
    assert zombies(os.getpid()) == set()
    assert read_apart(SHORT, "a.txt").text


@pytest.mark.parametrize("deed", [signal.SIGKILL, signal.SIGTERM])
def test_the_worker_and_its_child_end_with_a_parent_that_is_killed(deed: signal.Signals) -> None:
    program = (
        "from index.readers.limits import Limits\n"
        "from index.readers.sandbox import read_apart\n"
        "limits = Limits(seconds=600, memory_mib=1 << 20, output_mib=1000)\n"
        "read_apart(b'Some words stand here.\\n\\n' * 500_000, 'a.txt', limits)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as parent:
        processes = grown(parent.pid, 2)
        parent.send_signal(deed)
    assert gone(processes)


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.txt",
        "\x1b[31mred\x1b]0;title\x07.txt",
        "../../etc/passwd.txt",
        "../../etc/passwd",
        "with\0nothing.txt",
        pytest.param("long" * 5000 + ".txt", id="long"),
        "half\udcff\ud800.txt",
        "right\u202etxt.left.txt",
        "tab\tand\rreturn\u2028.txt",
        "{}%s%n.txt",
        "CON.txt",
        ".txt",
        "",
        "/",
    ],
)
def test_a_name_of_any_kind_makes_one_printable_line(name: str) -> None:
    line = refusal(b"", name)
    assert len(line) < 400
    line = refusal(LONG, f"{name}.txt", Limits(seconds=0.1))
    assert len(line) < 400


def test_what_a_file_says_of_itself_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in refusal(b'---\nkind: "\\e[31mred"\ndate: "\\e]0;x"\n---\n', "a.md")


def test_secrets_are_not_in_the_workers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    close_workers()
    monkeypatch.setenv("VERSE_TOKEN", "a secret")
    monkeypatch.setenv("SOME_PASSWORD", "another secret")
    read_apart(SHORT, "a.txt")
    (worker,) = descendants(os.getpid())
    environment = Path(f"/proc/{worker}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"secret" not in environment


class Misreader:
    """A worker whose reader does what its file says."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.hostile.misreading"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, deed: str, seconds: float = 60, memory_mib: int = 512, output_mib: int = 32) -> tuple[str, str]:
        """Return the outcome, and the text or the detail."""
        self.send(deed, seconds, memory_mib, output_mib)
        assert self.process.stdout is not None
        answer = json.loads(self.process.stdout.readline())
        while "progress" in answer:
            answer = json.loads(self.process.stdout.readline())
        payload = self.process.stdout.read(answer["bytes"])
        return answer["outcome"], json.loads(payload)["text"] if payload else answer["detail"]

    def send(self, deed: str, seconds: float, memory_mib: int, output_mib: int) -> None:
        assert self.process.stdin is not None
        request = {
            "name": "a.txt",
            "bytes": len(deed),
            "seconds": seconds,
            "memory_mib": memory_mib,
            "output_mib": output_mib,
        }
        self.process.stdin.write(json.dumps(request).encode() + b"\n" + deed.encode())
        self.process.stdin.flush()

    def close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        self.process.wait()


@pytest.fixture(scope="module")
def misreader() -> Iterator[Misreader]:
    found = Misreader()
    yield found
    # One worker has served all tests of this file.
    assert found.ask("nothing") == ("parsed", "Nothing was done.")
    found.close()


@pytest.mark.parametrize(
    ("deed", "outcome", "detail"),
    [
        ("read_input", "parsed", "Read 0 bytes."),
        ("write_output", "parsed", "Wrote."),
        ("answer_falsely", "failed", "an answer that makes no sense"),
        ("answer_without_sense", "failed", "an answer that makes no sense"),
        ("answer_without_end", "failed", "an answer without end"),
        ("answer_endlessly", "too much text", ""),
        ("report_nonsense", "failed", "an answer that makes no sense"),
        ("crash", "failed", "SIGSEGV"),
        ("leave", "failed", ""),
        ("fail", "failed", "ZeroDivisionError"),
        ("fall_too_deep", "too deep", ""),
        ("take_memory", "too large", ""),
        ("write_a_huge_file", "failed", "OSError"),
        ("open_files", "failed", "OSError"),
    ],
)
def test_what_a_reader_may_not_do_ends_with_it(misreader: Misreader, deed: str, outcome: str, detail: str) -> None:
    assert misreader.ask(deed) == (outcome, detail)
    assert misreader.ask("nothing") == ("parsed", "Nothing was done.")
    assert descendants(misreader.process.pid) == set()


def test_a_false_answer_is_not_believed(misreader: Misreader) -> None:
    for content in (
        b"",
        b"false",
        b"[" * 100_000,
        b'{"text": "a"}',
        *_falsified("pieces", [[0, 0, 2_000_000_000]], [[0, 0, -5]], [0, 1], [[0, 2**40, 1]], [["x", 0, 1]], None),
        *_falsified("text", "Other words stand here.", 7, "\ud800", ["a"]),
        *_falsified("raw", "", None, "\ud800"),
        *_falsified("headings", [[1, 5, 2]], [[1, 0]], [[1, 0, 10**30]], [["x", "y", "z"]]),
        *_falsified("pages", [[1, ["label"], 0, 1, 0, 1]], [[9, "1", 0, 1, 0, 1]], [[1, "1", 0, 10**9, 0, 1]]),
        *_falsified("omissions", [[0, 1, "NOTHING"]], [[-5, 10**9, "MARKUP"]], [7]),
        *_falsified("cells", [[0, 0, 0, 0, 10**9]], [[{}]]),
        *_falsified("metadata", {"kind": "nonsense"}, {"title": 7}, {"other": "x"}, {"title": "\ud800"}, []),
    ):
        with pytest.raises(UnfaithfulReadingError) as caught:
            from_bytes(content)
        assert len(str(caught.value).splitlines()) == 1


def _falsified(part: str, *values: object) -> list[bytes]:
    whole = json.loads(to_bytes(read(SHORT, "a.txt")))
    return [json.dumps(whole | {part: value}).encode() for value in values]


@pytest.mark.parametrize(
    "deed", ["take_time", "sleep", "report_pages", "report_one_page_for_ever", "answer_without_end"]
)
def test_only_time_that_is_granted_is_taken(misreader: Misreader, deed: str) -> None:
    outcome, _ = misreader.ask(deed, seconds=1)
    assert outcome == ("failed" if deed == "answer_without_end" else "too slow")
    assert descendants(misreader.process.pid) == set()


def test_each_recognised_page_may_take_the_whole_time(misreader: Misreader) -> None:
    assert misreader.ask("report_recognised_pages", seconds=1) == ("parsed", "Recognised six pages.")


@pytest.mark.parametrize("deed", ["fall_silent", "leave_the_group_and_fall_silent"])
def test_a_reader_that_closes_its_pipe_and_stays_is_ended(misreader: Misreader, deed: str) -> None:
    outcome, _ = misreader.ask(deed)
    assert outcome == "failed"
    assert descendants(misreader.process.pid) == set()


def test_what_a_reader_starts_ends_with_it(misreader: Misreader) -> None:
    before = _all_processes()
    assert misreader.ask("leave_grandchildren") == ("parsed", "Left some.")
    assert descendants(misreader.process.pid) == set()
    assert not {process for process in _all_processes() - before if "misreading" in _command(process)}
    assert zombies(misreader.process.pid) == set()


def test_what_a_reader_starts_ends_with_its_worker() -> None:
    worker = Misreader()
    worker.send("sleep", 600, 512, 32)
    processes = grown(worker.process.pid, 1)
    worker.process.kill()
    worker.close()
    assert gone(processes)


def test_temporary_files_of_a_reader_go_with_it(misreader: Misreader) -> None:
    outcome, path = misreader.ask("leave_a_file")
    assert outcome == "parsed"
    assert path.startswith(tempfile.gettempdir())
    assert not Path(path).parent.exists()


def _all_processes() -> set[int]:
    return {int(path.name) for path in Path("/proc").glob("[0-9]*")}


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""
