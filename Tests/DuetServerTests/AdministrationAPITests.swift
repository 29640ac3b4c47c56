import Accounts
import Foundation
import SocketClient
import TestSupport
import Testing

@testable import DuetServer

/// What administrators do over HTTP, what nobody else may, and how an account ends.
@Suite(.timeLimit(.minutes(2)))
struct AdministrationAPITests {
    private func accounts(_ browser: Browser) async throws -> [[String: Any]] {
        let answer = try await browser.request("GET", "/api/admin/accounts")
        #expect(answer.status == 200)
        return try #require(answer.object["accounts"] as? [[String: Any]])
    }

    private func names(_ browser: Browser) async throws -> [String] {
        let people = try await browser.request("GET", "/api/people").object["people"] as? [[String: Any]]
        return try #require(people).compactMap { $0["username"] as? String }.sorted()
    }

    /// Two who talk: the devices, and who is called by the first.
    private func call(_ caller: Browser, _ callee: Browser) async throws -> (LiveDevice, LiveDevice) {
        let (calling, called) = (try await caller.device(), try await callee.device())
        let id = UUID().uuidString.lowercased()
        try calling.send("call:initiate", to: callee.user, ["call_id": id])
        try await called.expect("call:incoming")
        try await called.expectCall("ringing")
        try called.send("call:accept", to: caller.user, ["call_id": id])
        try await called.expectCall("in-call")
        return (calling, called)
    }

    /// Why the call is over, once a device hears that.
    private func end(at device: LiveDevice) async throws -> String? {
        var message = try await device.next()
        while message.type != "call:end" { message = try await device.next() }
        return message.payload["reason"] as? String
    }

    /// Waits for the news that the list of people is another one.
    private func expectReload(_ device: LiveDevice, _ server: LiveServer) async throws {
        await server.clock.advance(by: .seconds(2))
        while true {
            let text = try await device.client.next()
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            guard object?["type"] as? String == "session:presence" else { continue }
            if (object?["payload"] as? [String: Any])?["reload"] as? Bool == true { return }
        }
    }

    /// What takes nobody who is signed in.
    private static let openToStrangers: Set = [
        "POST /api/session", "GET /api/invitations/x", "POST /api/invitations/x", "GET /api/resets/x",
        "POST /api/resets/x",
    ]

    /// Everything below `/api` that there is, as a method and a path with some name in each place for one.
    private func routes(_ server: LiveServer) -> [(method: String, path: String)] {
        server.routes.compactMap { route in
            let parts = route.path.split(separator: "/").map { part in
                part.hasPrefix(":") || part.hasPrefix("{") ? "x" : String(part)
            }
            guard parts.first == "api", ["GET", "POST", "PUT", "DELETE"].contains(route.method) else {
                return nil
            }
            return (route.method, "/" + parts.joined(separator: "/"))
        }
    }

    @Test("a stranger does nothing that is not open to all, a member nothing of an administrator's")
    func everyRoute() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            var (forMembers, forAdministrators): (Set<String>, Set<String>) = ([], [])
            for (method, path) in routes(server) {
                let name = "\(method) \(path)"
                func ask(_ browser: Browser) async throws -> Browser.Answer {
                    try await browser.request(method, path, method == "GET" ? nil : [:])
                }
                let stranger = try await ask(Browser(server: server))
                // A method that there is not at this address.
                if stranger.status == 405 { continue }
                if Self.openToStrangers.contains(name) {
                    #expect(stranger.status != 401 && stranger.status != 403, "\(name)")
                    continue
                }
                #expect(stranger.status == 401 && stranger.errorCode == "sign_in_required", "\(name)")
                // Signing out is the only one of these that would end the walk.
                if name == "DELETE /api/session" { continue }
                let (member, administrator) = (try await ask(bo), try await ask(alice))
                if path.hasPrefix("/api/admin/") {
                    forAdministrators.insert(name)
                    #expect(member.status == 403 && member.errorCode == "administrators_only", "\(name)")
                } else {
                    forMembers.insert(name)
                    #expect(member.status != 401 && member.status != 403, "\(name)")
                }
                #expect(administrator.status != 401 && administrator.status != 403, "\(name)")
            }
            #expect(forAdministrators.count == 7 && forMembers.count > 20)
        }
    }

    @Test("whoever is signed in is told what they may, and their devices when that changes")
    func roles() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let device = try await bo.device()
            #expect(
                try await alice.request("GET", "/api/session").object["role"] as? String == "administrator")
            #expect(try await bo.request("GET", "/api/session").object["role"] as? String == "member")
            #expect(
                try await accounts(alice).map { $0["role"] as? String } == ["administrator", "member"])
            let path = "/api/admin/accounts/\(bo.user)/role"
            #expect(try await alice.request("PUT", path, ["role": "administrator"]).status == 204)
            #expect(try await device.expect("session:changed")["what"] as? String == "account")
            #expect(try await bo.request("GET", "/api/admin/accounts").status == 200)
            let own = "/api/admin/accounts/\(alice.user)/role"
            #expect(try await alice.request("PUT", own, ["role": "member"]).status == 204)
            #expect(try await alice.request("GET", "/api/admin/accounts").status == 403)
            let last = try await bo.request("PUT", path, ["role": "member"])
            #expect(last.status == 409 && last.errorCode == "last_administrator")
            #expect(try await bo.request("PUT", path, ["role": "king"]).status == 400)
        }
    }

    @Test(
        "disabling ends sessions and the call, which the other side is told, and is said after a right password"
    )
    func disable() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let carl = try await server.person("carl")
            let (other, device) = try await call(carl, bo)
            let path = "/api/admin/accounts/\(bo.user)/state"
            #expect(try await alice.request("PUT", path, ["state": "disabled"]).status == 204)
            #expect(try await device.client.closeCode == 4003)
            #expect(try await end(at: other) == "signed_out")
            try await expectReload(other, server)
            #expect(try await names(alice) == ["alice", "carl"])
            #expect(
                try await accounts(alice).map { $0["state"] as? String } == [
                    "enabled", "disabled", "enabled",
                ])

            let right = try await bo.request(
                "POST", "/api/session", ["username": "bo", "password": "bo's password"])
            #expect(right.status == 403 && right.errorCode == "account_disabled")
            let wrong = try await bo.request(
                "POST", "/api/session", ["username": "bo", "password": "guessed at"])
            #expect(wrong.status == 401 && wrong.errorCode == "wrong_credentials")

            #expect(try await alice.request("PUT", path, ["state": "enabled"]).status == 204)
            try await bo.signIn("bo")
            let own = try await alice.request(
                "PUT", "/api/admin/accounts/\(alice.user)/state", ["state": "disabled"])
            #expect(own.status == 409 && own.errorCode == "own_account")
            let nobody = try await alice.request(
                "PUT", "/api/admin/accounts/nobody/state", ["state": "disabled"])
            #expect(nobody.status == 404 && nobody.errorCode == "unknown_user")
        }
    }

    @Test(
        "what rings at somebody who is disabled or removed ends at once; by another process, within seconds",
        arguments: ["disabled", "removed", "elsewhere", "own"])
    func ringing(how: String) async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (calling, called) = (try await alice.device(), try await bo.device())
            try calling.send("call:initiate", to: bo.user, ["call_id": UUID().uuidString.lowercased()])
            try await called.expect("call:incoming")
            let path = "/api/admin/accounts/\(bo.user)"
            switch how {
            case "disabled":
                _ = try await alice.request("PUT", "\(path)/state", ["state": "disabled"])
            case "removed": _ = try await alice.request("DELETE", path)
            case "own": _ = try await bo.request("DELETE", "/api/account", ["password": "bo's password"])
            default:
                _ = try await server.accounts.setDisabled(true, username: "bo")
                await server.clock.advance(by: .seconds(2))
            }
            #expect(try await end(at: calling) == "signed_out")
            #expect(try await called.client.closeCode == 4003)
        }
    }

    @Test("a link for a new password works once, signs in, and ends what was signed in")
    func reset() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let device = try await bo.device()
            let made = try await alice.request("POST", "/api/admin/accounts/\(bo.user)/reset", [:])
            #expect(made.status == 201)
            let url = try #require(made.object["url"] as? String)
            #expect(url.hasPrefix("\(server.origin)/reset/"))
            let token = url.dropFirst("\(server.origin)/reset/".count)
            let path = "/api/resets/\(token)"
            let guest = Browser(server: server)
            #expect(try await guest.request("GET", "/reset/\(token)").status == 200)
            #expect(try await guest.request("GET", path).object["username"] as? String == "bo")
            let weak = try await guest.request("POST", path, ["password": "short"])
            #expect(weak.status == 422 && weak.errorField == "password")
            let set = try await guest.request("POST", path, ["password": "remembered now"])
            #expect(set.status == 200)
            #expect(try await device.client.closeCode == 4003)
            #expect(try await bo.request("GET", "/api/session").status == 401)
            guest.take(set)
            #expect(try await guest.request("GET", "/api/session").status == 200)
            let again = try await Browser(server: server).request("POST", path, ["password": "another one"])
            #expect(again.status == 404 && again.errorCode == "reset_invalid")
            let next = try await alice.request("POST", "/api/admin/accounts/\(bo.user)/reset", [:])
            let expired = try #require(next.object["url"] as? String).suffix(43)
            await server.clock.advance(by: .seconds(24 * 3600))
            let late = try await guest.request("GET", "/api/resets/\(expired)")
            #expect(late.status == 410 && late.errorCode == "reset_expired")
        }
    }

    @Test("open invitations are listed with who made them, and revoked")
    func invitations() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let token = try #require(
                try await bo.request("POST", "/api/invitations").object["token"] as? String)
            let list = try await alice.request("GET", "/api/admin/invitations")
            let open = try #require(list.object["invitations"] as? [[String: Any]])
            #expect(open.count == 1)
            #expect((open[0]["created_by"] as? [String: Any])?["username"] as? String == "bo")
            #expect(!String(decoding: list.body, as: UTF8.self).contains(token))
            let id = try #require(open[0]["id"] as? String)
            #expect(try await alice.request("DELETE", "/api/admin/invitations/\(id)").status == 204)
            let gone = try await bo.request("GET", "/api/invitations/\(token)")
            #expect(gone.status == 404 && gone.errorCode == "invitation_invalid")
            let again = try await alice.request("DELETE", "/api/admin/invitations/\(id)")
            #expect(again.status == 404 && again.errorCode == "unknown_invitation")
        }
    }

    @Test("whoever is removed leaves calls behind, without a name")
    func remove() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (device, _) = try await call(alice, bo)
            #expect(try await alice.request("DELETE", "/api/admin/accounts/\(bo.user)").status == 204)
            try await expectReload(device, server)
            #expect(try await names(alice) == ["alice"])
            let calls = try await alice.request("GET", "/api/calls").object["calls"] as? [[String: Any]]
            let peer = try #require(calls?.first?["peer"] as? [String: Any])
            #expect(peer["id"] as? String == bo.user && peer["deleted"] as? Bool == true)
            #expect(peer["name"] as? String == "Deleted account" && peer["username"] as? String == "deleted")
            try device.send("call:initiate", to: bo.user, ["call_id": UUID().uuidString.lowercased()])
            var refusal = try await device.next()
            while refusal.type != "session:error" { refusal = try await device.next() }
            #expect(refusal.payload["code"] as? String == "unknown_user")
            let own = try await alice.request("DELETE", "/api/admin/accounts/\(alice.user)")
            #expect(own.status == 409 && own.errorCode == "own_account")
        }
    }

    @Test("one's own account goes with the password, and ends the call on both sides")
    func deleteOwn() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let wrong = try await bo.request("DELETE", "/api/account", ["password": "guessed at"])
            #expect(wrong.status == 422 && wrong.errorCode == "wrong_password")
            let last = try await alice.request("DELETE", "/api/account", ["password": "alice's password"])
            #expect(last.status == 409 && last.errorCode == "last_administrator")

            let (device, leaving) = try await call(alice, bo)
            let answer = try await bo.request("DELETE", "/api/account", ["password": "bo's password"])
            #expect(answer.status == 204)
            #expect(answer.headers["set-cookie"]?.contains("duet_session=;") == true)
            #expect(try await leaving.expect("call:end")["reason"] as? String == "signed_out")
            #expect(try await leaving.client.closeCode == 4003)
            #expect(try await end(at: device) == "signed_out")
            try await expectReload(device, server)
            #expect(try await bo.request("GET", "/api/session").status == 401)
            #expect(
                try await alice.request("DELETE", "/api/account", ["password": "alice's password"]).status
                    == 204)
        }
    }
}
