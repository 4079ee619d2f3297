"""A chat page on this machine: it tells what arrived in its boxes and in its paste events."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><meta charset="utf-8"><title>chat page</title>
<style>body{margin:8px} textarea,div{width:90%;height:160px;border:1px solid;overflow:auto}</style>
<textarea id="area"></textarea><div id="rich" contenteditable></div>
<script>
const tell = (path, what) => fetch(path, {method: "POST", body: JSON.stringify(what)});
const rich = document.getElementById("rich"), area = document.getElementById("area");
const boxes = {area: () => area.value, rich: () => rich.innerText};
for (const [name, text] of Object.entries(boxes)) {
  const box = document.getElementById(name);
  box.addEventListener("input", () => tell("/text", {box: name, text: text()}));
  box.addEventListener("focus", () => tell("/focus", {box: name}));
  box.addEventListener("paste", async event => {
    const files = [...event.clipboardData.items].filter(item => item.kind === "file");
    const read = await Promise.all(files.map(async item => {
      const bytes = new Uint8Array(await item.getAsFile().arrayBuffer());
      const picture = await createImageBitmap(new Blob([bytes])).catch(() => ({}));
      return {type: item.type, size: [picture.width, picture.height]};
    }));
    if (read.length) { tell("/pasted", {box: name, files: read}); }
  });
}
addEventListener("message", () => 0);
const listen = async () => {
  for (;;) {
    const wish = await (await fetch("/wish")).json();
    if (wish.box) {
      area.value = ""; rich.textContent = "";
      document.getElementById(wish.box).focus();
      tell("/ready", {box: wish.box});
    }
  }
};
listen();
</script>
"""


@dataclass
class ChatPage:
    """What the page has told, and what it is asked for."""

    address: str
    text: dict[str, str] = field(default_factory=dict)
    pasted: list[dict] = field(default_factory=list)
    ready: str = ""
    wishes: list[str] = field(default_factory=list)
    asked: threading.Condition = field(default_factory=threading.Condition)

    def empty(self, box: str) -> None:
        """Ask that both boxes are emptied and one gets the cursor."""
        self.text, self.pasted, self.ready = {}, [], ""
        with self.asked:
            self.wishes.append(box)
            self.asked.notify_all()

    def take(self, path: str, told: dict) -> None:
        """Note what the page tells."""
        if path == "/text":
            self.text[told["box"]] = told["text"]
        elif path == "/pasted":
            self.pasted.append(told)
        elif path == "/ready":
            self.ready = told["box"]


@contextmanager
def chat_page() -> Iterator[ChatPage]:
    """Serve the page until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/wish":
                self.answer(PAGE, "text/html; charset=utf-8")
                return
            with page.asked:
                page.asked.wait_for(lambda: page.wishes, timeout=1)
                wish = page.wishes.pop(0) if page.wishes else ""
            self.answer(json.dumps({"box": wish}), "application/json")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            page.take(self.path, json.loads(body))
            self.answer("", "text/plain")

        def answer(self, body: str, kind: str) -> None:
            content = body.encode("utf-8")
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_told: object) -> None:
            """A browser that ends hangs up in the middle of a question."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    page = ChatPage(f"http://127.0.0.1:{server.server_port}/")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield page
    finally:
        server.shutdown()
        server.server_close()
