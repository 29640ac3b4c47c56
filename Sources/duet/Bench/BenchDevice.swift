import CallCore
import Foundation
import Histogram
import NIOCore
import SocketClient
import Synchronization

/// One socket that sends and notes when each message arrived, on the event loop that read it.
final class BenchDevice: Sendable {
    struct Arrival: Sendable {
        let type: String
        let callID: String?
        let at: ContinuousClock.Instant
    }

    let userID: String
    private let client: WebSocketClient
    private let arrivals: AsyncStream<Arrival>

    private init(userID: String, client: WebSocketClient, arrivals: AsyncStream<Arrival>) {
        self.userID = userID
        self.client = client
        self.arrivals = arrivals
    }

    /// Opens a socket and waits for `session:ready`.
    static func connect(
        _ person: BenchPeople.Person, to server: BenchServer, on group: any EventLoopGroup
    ) async throws -> BenchDevice {
        let (arrivals, continuation) = AsyncStream.makeStream(of: Arrival.self)
        let client = try await WebSocketClient.connect(
            port: server.port, deviceID: UUID().uuidString,
            headers: [("Origin", "http://127.0.0.1:\(server.port)"), ("Cookie", person.cookie)], on: group,
            onText: { text in
                let now = ContinuousClock.now
                guard let type = field("type", of: text) else { return }
                continuation.yield(Arrival(type: type, callID: field("call_id", of: text), at: now))
            })
        let device = BenchDevice(userID: person.id, client: client, arrivals: arrivals)
        _ = try await device.wait(for: "session:ready")
        return device
    }

    func close() async throws { try await client.close() }

    /// - Returns: When it was handed to the socket.
    func send(_ type: String, to other: BenchDevice, _ payload: String) -> ContinuousClock.Instant {
        let now = ContinuousClock.now
        client.send(
            #"{"type":"\#(type)","from_user_id":"\#(userID)","to_user_id":"\#(other.userID)","payload":\#(payload)}"#
        )
        return now
    }

    /// The next message of a type, past others.
    /// - Throws: ``CommandFailure`` when the server refused something or the socket is gone.
    func wait(for type: String, call: String? = nil) async throws -> Arrival {
        for await arrival in arrivals {
            if arrival.type == "session:error" { throw CommandFailure("The server refused a message.") }
            if arrival.type == type, call == nil || arrival.callID == call { return arrival }
        }
        throw CommandFailure("A socket of the benchmark was closed.")
    }

    /// A text field's value, found without decoding: the clock is running.
    private static func field(_ name: String, of text: String) -> String? {
        guard let range = text.firstRange(of: "\"\(name)\":\"") else { return nil }
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }
}
