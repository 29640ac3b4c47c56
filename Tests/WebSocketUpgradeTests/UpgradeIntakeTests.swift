import HTTPTypes
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import WebSocketUpgrade

@Suite("Handshakes of one event loop", .timeLimit(.minutes(1)))
struct UpgradeIntakeTests {
    /// What became of the request for a path.
    private struct Answer: Equatable {
        let path: String
        let code: String
    }

    @Test("those that are read in one round are decided together, and each gets its own answer")
    func together() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let batches = Mutex<[[String]]>([])
        let answers = Mutex<[Answer]>([])
        let intake = UpgradeIntake(eventLoop: loop) { requests in
            let paths = requests.map { $0.path ?? "" }
            batches.withLock { $0.append(paths) }
            return paths.map { .refuse(status: .badRequest, code: "answer to \($0)", message: "") }
        }
        let rounds = [["/1", "/2", "/3"], ["/4"]]
        for (number, round) in rounds.enumerated() {
            try await loop.executeInContext {
                for path in round {
                    intake.add(HTTPRequest(method: .get, scheme: nil, authority: nil, path: path)) {
                        decision in
                        guard case .refuse(_, let code, _) = decision else { return }
                        answers.withLock { $0.append(Answer(path: path, code: code)) }
                    }
                }
            }
            let expected = rounds[...number].joined().count
            while answers.withLock({ $0.count }) < expected {
                await loop.run()
                await Task.yield()
            }
        }
        #expect(batches.withLock { $0 } == rounds)
        #expect(
            answers.withLock { $0 } == rounds.joined().map { Answer(path: $0, code: "answer to \($0)") })
        await loop.shutdownGracefully()
    }
}
