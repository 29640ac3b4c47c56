import CallCore
import Foundation

/// One pair of devices that places whole calls, one after the other.
struct CallFlow: Sendable {
    /// Signals that the two send in one call.
    static let signals = 5 + 2 * candidates
    private static let candidates = 4
    private static let sdp =
        #"v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"#
        + String(repeating: #"a=rtcp-fb:111 transport-cc\r\n"#, count: 40)

    let caller: BenchDevice
    let callee: BenchDevice

    /// - Returns: The delay of every signal that was delivered.
    func run(calls: Int, pause: Duration, from start: ContinuousClock.Instant) async throws -> [Duration] {
        var delays: [Duration] = []
        for number in 0..<calls {
            try await Task.sleep(until: start + pause * Double(number), clock: .continuous)
            delays += try await call()
        }
        return delays
    }

    private func call() async throws -> [Duration] {
        let id = UUID().uuidString.lowercased()
        let reference = #"{"call_id":"\#(id)"}"#
        let description = #"{"call_id":"\#(id)","sdp":"\#(Self.sdp)"}"#
        let candidate =
            #"{"call_id":"\#(id)","candidate":{"candidate":"candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host","sdpMid":"0","sdpMLineIndex":0}}"#
        var delays: [Duration] = []
        func pass(
            _ type: String, _ payload: String, from sender: BenchDevice, to receiver: BenchDevice,
            arrivesAs arrival: String? = nil
        ) async throws {
            let sentAt = sender.send(type, to: receiver, payload)
            delays.append(try await receiver.wait(for: arrival ?? type, call: id).at - sentAt)
        }
        try await pass("call:initiate", reference, from: caller, to: callee, arrivesAs: "call:incoming")
        try await pass("call:accept", reference, from: callee, to: caller)
        try await pass("call:offer", description, from: caller, to: callee)
        try await pass("call:answer", description, from: callee, to: caller)
        for _ in 0..<Self.candidates {
            try await pass("call:ice-candidate", candidate, from: caller, to: callee)
            try await pass("call:ice-candidate", candidate, from: callee, to: caller)
        }
        let end = #"{"call_id":"\#(id)","reason":"hung_up"}"#
        try await pass("call:end", end, from: caller, to: callee)
        return delays
    }
}
