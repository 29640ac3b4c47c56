import Foundation
import HTTPTypes
import Hummingbird
import SocketClient
import Testing

@testable import DuetServer

struct WebAssetsTests {
    private static let page = [
        "index.html": #"<head><meta name="duet-page" content=""></head>"#, "app.js": "call()",
        "app.css": "a {}",
    ]

    /// The page whose files these are.
    private func assets(_ files: [String: String]) throws -> WebAssets {
        let folder = FileManager.default.temporaryDirectory.appending(path: "duet-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try WebAssets(folder: folder.path)
    }

    private func entityTag(of name: String, in assets: WebAssets, coding: String) throws -> String? {
        let request = HTTPRequest(
            method: .get, scheme: nil, authority: "duet.example", path: "/",
            headerFields: [.acceptEncoding: coding])
        let response = try #require(assets[name]).response(to: request, cacheControl: "no-cache")
        return response.headers[.eTag]
    }

    @Test("the same files are the same page, wherever they lie")
    func same() throws {
        #expect(try assets(Self.page).identity == assets(Self.page).identity)
    }

    @Test("a page that is shown tells which one it is, any other tells nothing")
    func told() {
        #expect(
            WebAssets.identity(toldBy: #"<head><meta name="duet-page" content="a1b2"></head>"#) == "a1b2")
        for other in [Self.page["index.html"] ?? "", "<title>It works!</title>", ""] {
            #expect(WebAssets.identity(toldBy: other) == nil)
        }
    }

    @Test(
        "another file, another name or another place in the files is another page",
        arguments: [
            ["app.js": "hangUp()"], ["app.css": "b {}"], ["index.html": "<title>Duet</title>"],
            ["icon.svg": "<svg/>"], ["app.css": "a {}call", "app.js": "()"], ["app.js": ""],
        ])
    func other(change: [String: String]) throws {
        let changed = Self.page.merging(change) { $1 }
        #expect(try assets(changed).identity != assets(Self.page).identity)
    }

    @Test("a file that nobody is served makes no other page")
    func unserved() throws {
        let more = Self.page.merging(["notes.txt": "x"]) { $1 }
        #expect(try assets(more).identity == assets(Self.page).identity)
    }

    @Test("whoever has the page of another script does not have this page", arguments: ["identity", "gzip"])
    func entityTags(coding: String) throws {
        let (one, other) = (
            try assets(Self.page), try assets(Self.page.merging(["app.js": "hangUp()"]) { $1 })
        )
        #expect(
            try entityTag(of: "index.html", in: one, coding: coding)
                != entityTag(of: "index.html", in: other, coding: coding))
        #expect(
            try entityTag(of: "app.css", in: one, coding: coding)
                == entityTag(of: "app.css", in: other, coding: coding))
    }

    @Test("what lies beside a file in a smaller form is sent in its place", arguments: ["br", "gzip"])
    func smaller(coding: String) throws {
        let smaller = ["app.js.br": "B", "app.js.gz": "GG"]
        let assets = try assets(Self.page.merging(smaller) { $1 })
        let request = HTTPRequest(
            method: .get, scheme: nil, authority: "duet.example", path: "/",
            headerFields: [.acceptEncoding: coding])
        let response = try #require(assets["app.js"]).response(to: request, cacheControl: "no-cache")
        #expect(response.headers[.contentEncoding] == coding)
        #expect(response.body.contentLength == (coding == "br" ? 1 : 2))
        #expect(assets["app.js.br"] == nil, "it is no file of its own")
    }

    @Test("a page reads in itself which one it is, compressed or not, and hears which one the server has")
    func told() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let device = UUID().uuidString
            let client = try await WebSocketClient.connect(
                port: server.port, deviceID: device, headers: alice.socketHeaders())
            let ready = try await LiveDevice(client: client, user: alice.user).expect("session:ready")
            let page = try #require(ready["page"] as? String)
            #expect(page.wholeMatch(of: /[0-9a-f]{16}/) != nil)

            let told = #"<meta name="duet-page" content="\#(page)">"#
            #expect(try await RawAnswer.to("GET /", [], port: server.port).body.contains(told))
            let compressed = try await alice.request("GET", "/", headers: ["Accept-Encoding": "gzip"])
            #expect(compressed.headers["content-encoding"] == "gzip")
            #expect(String(decoding: compressed.body, as: UTF8.self).contains(told))
            try await client.close()
        }
    }

    @Test(
        "an installed page and its worker lie where the page lives, and are asked for again every time",
        arguments: ["", "/talk"])
    func installed(base: String) async throws {
        try await withLiveServer(publicURL: "https://duet.example\(base)") { server in
            let browser = Browser(server: server)
            let manifest = try await browser.request("GET", "\(base)/manifest.webmanifest")
            #expect(manifest.status == 200)
            #expect(manifest.headers["content-type"] == "application/manifest+json")
            #expect(manifest.object["start_url"] as? String == ".")

            let worker = try await browser.request("GET", "\(base)/worker.js")
            #expect(worker.status == 200 && String(decoding: worker.body, as: UTF8.self) == "listen()")
            #expect(worker.headers["content-type"] == "text/javascript; charset=utf-8")
            #expect(worker.headers["cache-control"] == "no-cache")
            #expect(
                worker.headers["content-security-policy"]
                    == "default-src 'none'; connect-src 'self'; img-src 'self'")

            let page = try await browser.request("GET", "\(base)/")
            let policy = try #require(page.headers["content-security-policy"])
            #expect(policy.contains("worker-src 'self';") && policy.contains("manifest-src 'self';"))
        }
    }
}
