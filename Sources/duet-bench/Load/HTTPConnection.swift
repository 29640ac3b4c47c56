import Foundation

/// A connection over which one request follows the other (RFC 9112), each waited for.
final class HTTPConnection {
    struct Response {
        let status: Int
        let headers: [String: String]
        /// Bytes of the body.
        let count: Int
    }

    private let socket: Socket
    private var received: [UInt8] = []
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

    /// Connects to a port of this machine.
    init(port: UInt16) throws { socket = try Socket(port: port, isBlocking: true) }

    deinit {
        socket.close()
        buffer.deallocate()
    }

    /// Sends a GET and waits for the whole answer.
    func get(_ path: String, headers: [String: String]) throws -> Response {
        let lines = ["GET \(path) HTTP/1.1"] + headers.map { "\($0): \($1)" } + ["", ""]
        var request = Array(lines.joined(separator: "\r\n").utf8)[...]
        while !request.isEmpty {
            request = request.dropFirst(try request.withUnsafeBytes { try socket.send($0) })
        }

        let head = String(decoding: try take(through: "\r\n\r\n"), as: UTF8.self).split(separator: "\r\n")
        guard let status = head.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw LoadFailure("The server's answer to GET \(path) is no HTTP.")
        }
        var fields: [String: String] = [:]
        for line in head.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        return Response(status: status, headers: fields, count: try skipBody(status: status, fields))
    }

    private func skipBody(status: Int, _ headers: [String: String]) throws -> Int {
        if status == 304 { return 0 }
        if let length = headers["content-length"].flatMap({ Int($0) }) {
            _ = try take(length)
            return length
        }
        guard headers["transfer-encoding"] == "chunked" else {
            throw LoadFailure("The server does not say how long its answer is.")
        }
        var total = 0
        while true {
            let line = String(decoding: try take(through: "\r\n"), as: UTF8.self)
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
                throw LoadFailure("The server sent a chunk without a size.")
            }
            _ = try take(size + 2)
            if size == 0 { return total }
            total += size
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while received.count < count { try receive() }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    private func take(through end: String) throws -> [UInt8] {
        while true {
            if let range = received.firstRange(of: Array(end.utf8)) { return try take(range.upperBound) }
            try receive()
        }
    }

    private func receive() throws {
        guard let count = try socket.receive(into: buffer), count > 0 else {
            throw LoadFailure("The server closed a connection.")
        }
        received.append(contentsOf: buffer[..<count])
    }
}
