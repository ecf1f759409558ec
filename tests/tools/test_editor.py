"""编辑器: what completion, hover and the red lines say, asked of the language server that editors use."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.__main__ import main
from scripts.api.editor_schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.regions.model import Country

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "node_modules/yaml-language-server/bin/yaml-language-server"
CITY = ROOT / "regions/jiangsu/changzhou.yaml"


class Editor:
    """An editor as the protocol wants one: it opens a file and asks."""

    def __init__(self, schemas: dict[str, list[str]]) -> None:
        command = ["node", str(SERVER), "--stdio"]
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._settings = {"yaml": {"schemas": schemas, "completion": True, "hover": True, "validate": True}}
        self._asked = 0
        folder = {"uri": ROOT.as_uri(), "name": ROOT.name}
        self.ask(
            "initialize",
            {"processId": None, "rootUri": ROOT.as_uri(), "workspaceFolders": [folder], "capabilities": {}},
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """The answer; what the server asks on the way is answered."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            said = self._hear()
            if said.get("id") == self._asked and "method" not in said:
                return said["result"]

    def tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def opened(self, uri: str, text: str) -> list[dict[str, Any]]:
        """What is wrong with a file, as soon as it is open."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while True:
            said = self._hear()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == uri:
                found: list[dict[str, Any]] = said["params"]["diagnostics"]
                return found

    def close(self) -> None:
        self._server.kill()
        self._server.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._server.stdout
        length = 0
        while (line := self._server.stdout.readline()) != b"\r\n":
            assert line, "the language server has ended"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if "id" in message and "method" in message:
            asked = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
            result = [self._settings.get(item.get("section", "")) for item in asked]
            self._send({"id": message["id"], "result": result or None})
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """With the project's own settings, and the schema that `make check` writes."""
    target = tmp_path_factory.mktemp("schema") / "schema.json"
    assert main(["schema", "--regions", str(ROOT / "regions"), "--to", str(target)]) == 0
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    editor = Editor({target.as_uri(): settings["build/schema.json"]})
    yield editor
    editor.close()


def place(text: str, marked: str) -> dict[str, int]:
    """Where the first line with these words has its second character."""
    for number, line in enumerate(text.split("\n")):
        if marked in line:
            return {"line": number, "character": line.index(marked) + 1}
    raise AssertionError(marked)


def test_a_city_as_it_is(editor: Editor) -> None:
    """Nothing is marked as wrong, and every key tells in Chinese what it is."""
    uri, text = CITY.as_uri(), CITY.read_text("utf-8")
    assert editor.opened(uri, text) == []
    said = {"required_years:": "年限", "pinyin:": "拼音", "looked:": "查看日期", "status:": "凭据"}
    for marked, title in said.items():
        at = {"textDocument": {"uri": uri}, "position": place(text, marked)}
        told = editor.ask("textDocument/hover", at)["contents"]["value"]
        assert title in told, told


def titled(form: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a form knows, with what the editor says of it."""
    for key, inner in form.get("properties", {}).items():
        yield f"{name}.{key}", inner
        yield from titled(inner, f"{name}.{key}")
    if "items" in form:
        yield from titled(form["items"], name)


def test_every_key_has_a_title(world: Country) -> None:
    """In Chinese, with its unit; and what somebody states as an example."""
    keys = dict(titled(schema(world)))
    assert [name for name, form in keys.items() if not re.search("[一-鿿]", form.get("title", ""))] == []
    assert keys[".facts.lapse_waiting_months.value.low"]["title"] == "最短（个月）"
    assert keys[".facts.lapse_waiting_months.value"]["examples"] == [{"low": 0, "high": 5}]
    assert keys[".short"]["examples"]


def test_a_new_key_is_offered(editor: Editor) -> None:
    """By name, with the Chinese title, its unit and meaning."""
    uri, text = CITY.with_name("new.yaml").as_uri(), CITY.read_text("utf-8") + "  transfer_out_w\n"
    editor.opened(uri, text)
    line = text.count("\n") - 1
    at = {"textDocument": {"uri": uri}, "position": {"line": line, "character": len("  transfer_out_w")}}
    offered = {each["label"]: each for each in editor.ask("textDocument/completion", at)["items"]}
    assert "transfer_out_workdays" in offered
    assert "转出" in json.dumps(offered["transfer_out_workdays"], ensure_ascii=False)


def test_a_mistake_is_marked(editor: Editor) -> None:
    """A key that nobody knows, a status that does not exist."""
    text = CITY.read_text("utf-8").replace("status: secondary", "status: sure", 1) + "  no_such_key: []\n"
    wrong = editor.opened(CITY.with_name("wrong.yaml").as_uri(), text)
    lines = {each["range"]["start"]["line"] for each in wrong}
    assert lines >= {place(text, "status: sure")["line"], place(text, "no_such_key")["line"]}
