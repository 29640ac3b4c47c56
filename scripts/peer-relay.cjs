// The yardstick of `make bench`: the least that a signalling server on Node's `ws` can do. It parses each
// message, looks at its shape, writes it anew and hands it to its recipient. It keeps nothing but who is
// connected: no accounts, no calls, no database, no limits. Never run it for people.
"use strict";

const { createServer } = require("node:http");
// Where Debian puts its packages for Node. Its own Node looks there anyway, others do not.
module.paths.push("/usr/share/nodejs");
const { WebSocketServer } = require("ws");

if (process.argv.includes("--version")) {
  console.log(`Node ${process.version}, ws ${require("ws/package.json").version}`);
  process.exit(0);
}

const TYPES = new Set(["call:offer", "call:answer", "call:ice-candidate"]);
const sockets = new Map();

/** Has the payload what a message of its type must have? */
function isPayload(type, payload) {
  if (typeof payload !== "object" || payload === null || typeof payload.call_id !== "string") return false;
  if (type !== "call:ice-candidate") return typeof payload.sdp === "string";
  const candidate = payload.candidate;
  return candidate === null || (typeof candidate === "object" && typeof candidate.candidate === "string");
}

function relay(data, user) {
  let message;
  try {
    message = JSON.parse(data);
  } catch {
    return;
  }
  if (typeof message !== "object" || message === null) return;
  const { type, from_user_id, to_user_id, payload } = message;
  if (!TYPES.has(type) || from_user_id !== user || !isPayload(type, payload)) return;
  sockets.get(to_user_id)?.send(JSON.stringify({ type, from_user_id, to_user_id, payload }));
}

const http = createServer();
const server = new WebSocketServer({ server: http, maxPayload: 64 * 1024, perMessageDeflate: false });

server.on("connection", (socket, request) => {
  const user = new URL(request.url, "http://localhost").searchParams.get("user");
  sockets.set(user, socket);
  socket.on("message", (data) => relay(data, user));
  socket.on("close", () => sockets.delete(user));
  socket.on("error", () => {});
  socket.send(
    JSON.stringify({ type: "session:ready", from_user_id: "server", to_user_id: user, payload: {} }),
  );
});

process.on("SIGTERM", () => process.exit(0));
http.listen(0, "127.0.0.1", 65535, () => console.log(`http://127.0.0.1:${http.address().port}`));
