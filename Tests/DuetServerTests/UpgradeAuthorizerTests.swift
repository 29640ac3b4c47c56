import Accounts
import Foundation
import InMemoryLogging
import Logging
import SocketClient
import Storage
import TestSupport
import Testing

/// Who gets a socket, and when it is taken away.
@Suite(.timeLimit(.minutes(2)))
struct UpgradeAuthorizerTests {
    private func refusal(
        _ server: LiveServer, path: String = "/signaling", headers: [(String, String)],
        subprotocol: String? = "duet.v1"
    ) async throws -> Int {
        do {
            _ = try await WebSocketClient.connect(
                port: server.port, path: path, headers: headers, subprotocol: subprotocol)
            return 101
        } catch let refused as WebSocketClient.Refused {
            return refused.status
        }
    }

    @Test("the cookie, the origin, the subprotocol and the device id are checked before the upgrade")
    func door() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let good = alice.socketHeaders()
            #expect(try await refusal(server, headers: good) == 101)
            #expect(try await refusal(server, headers: [good[0]]) == 401)
            #expect(
                try await refusal(server, headers: [good[0], ("Cookie", "duet_session=nonsense")]) == 401)
            #expect(try await refusal(server, headers: [good[1]]) == 403)
            #expect(
                try await refusal(server, headers: alice.socketHeaders(origin: "http://evil.example")) == 403)
            #expect(try await refusal(server, headers: good, subprotocol: "duet.v0") == 400)
            #expect(try await refusal(server, path: "/signaling?device_id=x", headers: good) == 400)
            #expect(
                try await refusal(server, path: "/signaling?user_id=\(alice.user)", headers: good) == 101)
            #expect(try await refusal(server, path: "/signaling?user_id=another", headers: good) == 409)
            #expect(try await refusal(server, path: "/elsewhere", headers: good) == 404)
        }
    }

    @Test(
        "a socket that only finds out whether it gets through needs nobody to be signed in, and leads nowhere"
    )
    func check() async throws {
        try await withLiveServer { server in
            let ours = [("Origin", server.origin)]
            let client = try await WebSocketClient.connect(
                port: server.port, path: "/signaling", headers: ours, subprotocol: "duet.check")
            #expect(client.subprotocol == "duet.check")
            await #expect(throws: WebSocketClient.Closed(code: 1000)) { try await client.next() }
            let foreign = [("Origin", "http://evil.example")]
            #expect(try await refusal(server, headers: foreign, subprotocol: "duet.check") == 403)
        }
    }

    @Test("whoever connects too often waits, and nobody else does")
    func tooOften() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            var answers: [Int] = []
            for _ in 0..<61 { answers.append(try await refusal(server, headers: alice.socketHeaders())) }
            #expect(answers == Array(repeating: 101, count: 60) + [429])
            #expect(try await refusal(server, headers: bo.socketHeaders()) == 101)
            await server.clock.advance(by: .seconds(1))
            #expect(try await refusal(server, headers: alice.socketHeaders()) == 101)
        }
    }

    @Test(
        "people who come at once are each let in as themselves, and whoever may not come in is kept out alone"
    )
    func atOnce() async throws {
        try await withLiveServer { server in
            let people = [try await server.person("alice"), try await server.person("bo")]
            let port = server.port
            let users = try await withThrowingTaskGroup { group in
                for number in 0..<30 {
                    let person = people[number % 2]
                    let (user, cookie) = (person.user, person.socketHeaders()[1])
                    let headers = number % 3 == 2 ? [cookie] : person.socketHeaders()
                    group.addTask {
                        do {
                            let client = try await WebSocketClient.connect(port: port, headers: headers)
                            let ready = try await client.next()
                            return [user, ready]
                        } catch let refused as WebSocketClient.Refused {
                            return [user, "\(refused.status)"]
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(users.count { $0[1] == "403" } == 10)
            for case let (user, heard) in users.map({ ($0[0], $0[1]) }) where heard != "403" {
                #expect(heard.contains(#""user":{"id":"\#(user)""#))
            }
        }
    }

    @Test("refused upgrades are counted in the log by their codes, once a minute")
    func refusalsLogged() async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log) { server in
            let alice = try await server.person("alice")
            let good = alice.socketHeaders()
            for _ in 0..<3 { #expect(try await refusal(server, headers: [good[0]]) == 401) }
            #expect(try await refusal(server, headers: good, subprotocol: "duet.v0") == 400)
            await server.clock.advance(by: .seconds(60))
            let lines = log.entries.filter { $0.message == "Refused connections" }
            #expect(
                lines.map { $0.metadata["codes"] } == [
                    ["sign_in_required": "1"], ["sign_in_required": "2", "wrong_subprotocol": "1"],
                ])
        }
    }

    @Test("an upgrade from which a proxy has dropped headers is counted in the log, too")
    func proxyFaultsLogged() async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log) { server in
            for (dropped, status) in [("Connection", 400), ("Upgrade", 426)] {
                let headers = RawAnswer.upgradeHeaders.filter { $0.0 != dropped } + [("Host", "127.0.0.1")]
                let answer = try await RawAnswer.to("GET /signaling", headers, port: server.port)
                #expect(answer.status == status)
            }
            await server.clock.advance(by: .seconds(60))
            let lines = log.entries.filter { $0.message == "Refused connections" }
            #expect(
                lines.map { $0.metadata["codes"] } == [
                    ["connection_upgrade_missing": "1"], ["upgrade_required": "1"],
                ])
        }
    }

    @Test("an upgrade that the server could not decide about is logged as its answer says")
    func failureLogged() async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log) { server in
            let alice = try await server.person("alice")
            try server.database.database.close()
            #expect(try await refusal(server, headers: alice.socketHeaders()) == 500)
            #expect(log.entries.contains { $0.level == .error && $0.message == "Upgrades failed" })
        }
    }

    @Test("a page of another site may change nothing")
    func foreignOrigin() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            for origin in ["http://evil.example", "null", "https://127.0.0.1:\(server.port)"] {
                let answer = try await alice.request("POST", "/api/invitations", origin: origin)
                #expect(answer.status == 403 && answer.errorCode == "foreign_origin", "\(origin)")
            }
        }
    }

    @Test(
        "a name that is made to point at this machine is not ours (DNS rebinding)",
        arguments: ["evil.example", "127.evil.example", "127.0.0.1.evil.example", "localhost.evil.example"])
    func rebinding(name: String) async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let cookie = try #require(alice.cookie)
            // What a browser sends for a page of this name, once the name points here.
            func headers(_ name: String) -> [(String, String)] {
                let authority = "\(name):\(server.port)"
                return [("Host", authority), ("Origin", "http://\(authority)"), ("Cookie", cookie)]
            }
            func post(_ name: String) async throws -> RawAnswer {
                try await RawAnswer.to("POST /api/invitations", headers(name), port: server.port)
            }
            func upgrade(_ name: String) async throws -> RawAnswer {
                try await RawAnswer.to(
                    "GET /signaling", headers(name) + RawAnswer.upgradeHeaders, port: server.port)
            }
            #expect(try await post(name).status == 421)
            #expect(try await upgrade(name).status == 421)
            #expect(try await post(name).body.contains("unknown_host"))
            // Nor may such a page read anything.
            #expect(try await RawAnswer.to("GET /", headers(name), port: server.port).status == 421)
            // The same requests are good under a name that is this machine's.
            #expect(try await post("localhost").status == 201)
            #expect(try await upgrade("localhost").status == 101)
        }
    }

    @Test("signing out closes this session's sockets with 4003 and no other's")
    func signOut() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let elsewhere = Browser(server: server)
            try await elsewhere.signIn("alice")
            let (here, there) = (try await alice.device(), try await elsewhere.device())
            #expect(try await alice.request("DELETE", "/api/session").status == 204)
            #expect(try await here.client.closeCode == 4003)
            #expect(try await alice.request("GET", "/api/session").status == 401)
            try there.send("session:ping", to: "server", ["sent_at": 1])
            try await there.expect("session:pong")
        }
    }

    @Test("a second socket with the same device id closes the first with 4001")
    func replaced() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let id = UUID().uuidString
            let first = try await alice.device(id)
            _ = try await alice.device(id)
            #expect(try await first.client.closeCode == 4001)
        }
    }

    @Test("a thirty-third sign-in ends the session that was used longest ago, and closes its sockets at once")
    func tooManySessions() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let hers = try await alice.device()
            for _ in 1..<32 {
                await server.clock.advance(by: .seconds(1))
                try await Browser(server: server).signIn("alice")
            }
            #expect(try await alice.request("GET", "/api/session").status == 200)
            await server.clock.advance(by: .seconds(1))
            try await Browser(server: server).signIn("alice")
            #expect(try await hers.client.closeCode == 4003)
            #expect(try await alice.request("GET", "/api/session").status == 401)
        }
    }

    @Test("a session that another process ends loses its sockets within ten seconds")
    func endedElsewhere() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let (hers, his) = (try await alice.device(), try await bo.device())
            try await server.accounts.setDisabled(true, username: "alice")
            try await eventually("the server's services run") { server.clock.alarms > 0 }
            await server.clock.advance(by: .seconds(10))
            #expect(try await hers.client.closeCode == 4003)
            try his.send("session:ping", to: "server", ["sent_at": 1])
            try await his.expect("session:pong")
        }
    }

    @Test("a graceful shutdown closes the sockets with 1001")
    func shutdown() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let device = try await alice.device()
            await server.shutDown()
            #expect(try await device.client.closeCode == 1001)
        }
    }

    @Test("a server that is cancelled waits for no socket")
    func cancelled() async throws {
        try await withLiveServer(isGrouped: false) { server in
            let alice = try await server.person("alice")
            let device = try await alice.device()
            await server.cancel()
            #expect(try await device.client.closeCode == nil)
        }
    }
}
