"""Knows how to talk to the YAML language server that editors run (VS Code's, among others), over standard input and output."""

import json
import queue
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

VERSION = "1.25.0"
"""The version that the tests drive; the one that was current when the published schema was last tried in it."""

PATIENCE = 30.0
"""Seconds until an answer counts as lost."""

# The server would ask another host for a catalogue of schemas; a county file's own first line is enough.
_SETTINGS: dict[str, Any] = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False, "url": ""}},
    "editor": {"tabSize": 2},
    "[yaml]": {"editor.tabSize": 2},
    "http": {},
    "files": {},
}


class Server:
    """One running language server; a context manager."""

    def __init__(self, program: list[str], folder: Path) -> None:
        self.transcript: list[str] = []
        """What was said: one line a message, `-->` to the server and `<--` from it, without the large parts."""
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self._answers: dict[int, queue.Queue[Any]] = {}
        self._diagnostics: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "hover": {"contentFormat": ["markdown"]},
                        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                    },
                },
            },
        )
        self._tell("initialized", {})

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:
            self._process.terminate()
            self._listener.join(PATIENCE)

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Show the server a file as an editor opens it; what it finds wrong with it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return self._found(path, 1)

    def type(self, path: Path, version: int, text: str) -> list[dict[str, Any]]:
        """Show the server the file's text after a change; what it finds wrong with it now."""
        document = {"uri": path.as_uri(), "version": version}
        self._tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        return self._found(path, version)

    def hover(self, path: Path, line: int, column: int) -> str:
        """What the server shows of a place; line and column count from 0."""
        found = self._ask("textDocument/hover", _place(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def completion(self, path: Path, line: int, column: int) -> list[dict[str, Any]]:
        """What the server offers to write at a place; line and column count from 0."""
        found = self._ask("textDocument/completion", _place(path, line, column))
        items: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found or []
        return items

    def _found(self, path: Path, version: int) -> list[dict[str, Any]]:
        """The diagnostics of the version just shown. The server sends none for a version that it has not validated."""
        while True:
            said = self._diagnostics.get(timeout=PATIENCE)
            if said["uri"] == path.as_uri() and said.get("version", version) == version:
                found: list[dict[str, Any]] = said["diagnostics"]
                return found

    def _ask(self, method: str, parameters: Any) -> Any:
        self._number += 1
        answer = self._answers[self._number] = queue.Queue()
        self._send({"id": self._number, "method": method, "params": parameters})
        message = answer.get(timeout=PATIENCE)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return message["result"]

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        self._note("-->", message)
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while head := self._process.stdout.readline():
            length = int(head.split(b":")[1])
            while self._process.stdout.readline().strip():
                pass
            self._receive(json.loads(self._process.stdout.read(length)))

    def _receive(self, message: dict[str, Any]) -> None:
        self._note("<--", message)
        if "method" not in message:
            self._answers[message["id"]].put(message)
        elif message["method"] == "textDocument/publishDiagnostics":
            self._diagnostics.put(message["params"])
        elif "id" in message:  # the server asks for settings, or registers what it can do
            items = message["params"].get("items", ()) if message["method"] == "workspace/configuration" else ()
            self._send({"id": message["id"], "result": [_SETTINGS.get(item.get("section", "")) for item in items]})

    def _note(self, direction: str, message: dict[str, Any]) -> None:
        said = message.get("params", message.get("result"))
        if message.get("method") == "textDocument/publishDiagnostics":
            said = [f"{d['range']['start']['line'] + 1}: {d['message']}" for d in message["params"]["diagnostics"]]
        text = json.dumps(said, ensure_ascii=False)
        self.transcript.append(f"{direction} {message.get('method', 'answer')} {text[:400]}")


def _place(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
