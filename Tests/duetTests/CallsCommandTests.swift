import CallCore
import Calls
import Foundation
import Storage
import Testing

/// `duet calls`.
@Suite(.timeLimit(.minutes(2)))
struct CallsCommandTests {
    private let workplace: Workplace
    private let began = Timestamp(milliseconds: 1_764_320_400_000)

    init() throws { workplace = try Workplace() }

    private func calls(_ arguments: String...) async throws -> Workplace.Outcome {
        try await workplace.run(["calls"] + arguments + ["--database", "duet.sqlite"])
    }

    private func endpoint(_ user: String) -> Endpoint {
        Endpoint(user: UserID(user)!, device: DeviceID("00000000-0000-4000-8000-00000000000\(user.count)")!)
    }

    /// Alice called Bo, who answered after 3 s; after 12 s they found no path, as a relay refused. A minute later Bo called her.
    private func addCalls() async throws {
        for name in ["alice", "bo", "carl"] { try await workplace.addAccount(name) }
        let database = try AppDatabase(path: workplace.folder.appending(path: "duet.sqlite").path)
        let first = CallID("a1000000-0000-4000-8000-000000000000")!
        let ended = Call.Ended(
            reason: .connectFailed, by: UserID("alice"), at: moment(15), answeredAt: moment(3))
        let later = Call(
            id: CallID("a2000000-0000-4000-8000-000000000000")!, caller: endpoint("bo"),
            callee: UserID("alice")!,
            startedAt: moment(60), state: .ringing(.init(expiresAt: moment(105), callerConnected: true)))
        func line(_ second: Int, _ kind: TimelineEntry.Kind, _ user: String, _ detail: String? = nil)
            -> TimelineLine
        {
            TimelineLine(
                call: first,
                entry: TimelineEntry(at: moment(second), kind: kind, endpoint: endpoint(user), detail: detail)
            )
        }
        try SQLiteCallJournal(database).commit(
            [
                Call(
                    id: first, caller: endpoint("alice"), callee: UserID("bo")!, startedAt: began,
                    state: .ended(ended)), later,
            ],
            [
                line(0, .initiate, "alice", "ringing"), line(3, .accept, "bo"),
                line(15, .report, "alice", "connecting gathered=host turn/udp=401"),
                line(15, .end, "alice", "connect_failed"),
            ])
        try database.close()
    }

    private func moment(_ seconds: Int) -> Timestamp { began.advanced(by: .seconds(seconds)) }

    @Test("calls are listed with the newest first, a line each; of one person, and since a moment")
    func list() async throws {
        try await addCalls()
        let older =
            "a1000000-0000-4000-8000-000000000000  2025-11-28 09:00:00 UTC  alice called bo: rang 3 s, talked 12 s, no way for the sound was found\n"
        let newer = "a2000000-0000-4000-8000-000000000000  2025-11-28 09:01:00 UTC  bo called alice: rings\n"
        #expect(try await calls("list").output == newer + older)
        #expect(try await calls("list", "--limit", "1").output == newer)
        #expect(
            try await calls("list", "--person", "Alice", "--since", "2025-11-28T09:00:30").output == newer)
        let nothing = try await calls("list", "--person", "carl")
        #expect(
            nothing.exitCode == 0 && nothing.output == "" && nothing.complaint == "There is no such call.\n")
    }

    @Test("a call is told line by line, with why it ended and what to look at")
    func show() async throws {
        try await addCalls()
        let shown = try await calls("show", "a1")
        #expect(
            shown.output == """
                Call a1000000-0000-4000-8000-000000000000, 2025-11-28 09:00:00 UTC: alice called bo

                    0.000 s  alice/1  calls bo, and it rings there
                    3.000 s  bo/1     answers
                   15.000 s  alice/1  has found no way; addresses of its own: host; relay by UDP: refused the credentials (401)
                   15.000 s  alice/1  ends the call: no way for the sound was found

                It ended after 15 s: no way for the sound was found.
                The relay refused: is `turn-secret` the relay's `static-auth-secret`, and are both clocks right? `duet doctor` tries it.

                """)
        let empty = try await calls("show", "a2")
        #expect(empty.output.hasSuffix("\nNothing was noted of it.\n\nIt rings.\n"))
    }

    @Test("the fields of the JSON keep their names")
    func json() async throws {
        try await addCalls()
        let list = try object(try await calls("list", "--json").output)
        let call = try #require((list["calls"] as? [[String: Any]])?.last)
        let fields: Set = [
            "call_id", "caller", "callee", "state", "reason", "started_at", "answered_at", "ended_at",
            "words",
        ]
        #expect(Set(call.keys) == fields)
        #expect(call["state"] as? String == "ended" && call["reason"] as? String == "connect_failed")

        let story = try object(try await calls("show", "a1", "--json").output)
        #expect(Set(story.keys) == ["call", "timeline", "ending", "advice"])
        let lines = try #require(story["timeline"] as? [[String: Any]])
        #expect(lines.map { $0["who"] as? String } == ["caller", "callee", "caller", "caller"])
        #expect(
            lines[2]["faults"] as? [String: Int] == ["turn_udp": 401]
                && lines[2]["relay_only"] as? Bool == false)
        #expect(lines[0]["words"] as? String == "calls bo, and it rings there")
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test(
        "what cannot be told is said with what to do",
        arguments: [
            (["show", "b"], "duet: There is no call whose id begins with \"b\". `duet calls list` shows"),
            (["show", "%"], "duet: There is no call whose id begins with \"%\". `duet calls list` shows"),
            (
                ["show", "a"],
                "duet: The ids of several calls begin with \"a\". Write more of the one you mean: a2000000-"
            ),
            (["follow", "b"], "duet: There is no call whose id begins with \"b\"."),
            (["list", "--person", "dora"], "duet: There is no account dora."),
            (["list", "--limit", "0"], "Error: --limit must be from 1 to 10000."),
            (["list", "--since", "yesterday"], "Error: The value 'yesterday' is invalid for '--since"),
        ])
    func refused(arguments: [String], complaint: String) async throws {
        try await addCalls()
        let outcome = try await workplace.run(["calls"] + arguments + ["--database", "duet.sqlite"])
        #expect(outcome.exitCode != 0 && outcome.output == "")
        #expect(outcome.complaint.hasPrefix(complaint), "\(outcome.complaint)")
    }

    @Test("without a database, or without a call, that is said, and nothing is made")
    func empty() async throws {
        let missing = try await calls("list")
        #expect(
            missing.exitCode == 74 && missing.complaint.hasPrefix("duet: There is no database duet.sqlite."))
        #expect(workplace.contents.isEmpty)
        try await workplace.addAccount("alice")
        let none = try await calls("list")
        #expect(none.exitCode == 0 && none.complaint == "There has been no call yet.\n" && none.output == "")
    }
}
