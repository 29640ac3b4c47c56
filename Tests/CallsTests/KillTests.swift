import CallCore
import Foundation
import Storage
import Subprocess
import SystemPackage
import TestSupport
import Testing

@testable import Calls

/// A process is killed (SIGKILL) while it saves a call; another one goes on over the same file.
@Suite(.timeLimit(.minutes(1)))
struct KillTests {
    /// Lets a process place a call from Alice to Bo and be killed in the middle.
    /// - Returns: What its devices were told, by their types.
    private func place(in fixture: CallFixture, killed moment: String) async throws -> [String] {
        // It lies beside the tests.
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "kill-at-commit")
        let outcome = try await Subprocess.run(
            .path(FilePath(program.path)), arguments: [fixture.database.path, moment],
            output: .string(limit: 1 << 20))
        #expect(outcome.terminationStatus == .signaled(SIGKILL))
        return try outcome.standardOutput.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            return try "\(parts[0]): \(Message(String(parts[1])).summary)"
        }
    }

    private let opened = ["alice: session:ready(none)", "bo: session:ready(none)"]

    @Test("killed before the commit: nobody has heard of the call, and there is none")
    func before() async throws {
        let fixture = try await CallFixture()
        #expect(try await place(in: fixture, killed: "before") == opened)
        try fixture.restart()
        #expect(fixture.call(of: "alice") == nil)
        #expect(try fixture.device("bo").story() == ["session:ready(none)"])
    }

    @Test("killed between the commit and the telling: nobody has heard of the call yet, and it goes on")
    func after() async throws {
        let fixture = try await CallFixture()
        #expect(try await place(in: fixture, killed: "after") == opened)
        try fixture.restart()
        let call = try #require(fixture.call(of: "alice"))
        #expect(call.id.description == Samples.call)
        #expect(try fixture.device("bo").story() == ["session:ready(ringing)", "call:incoming"])
    }
}
