import Foundation
import NIOCore

/// One HTTP/1.1 answer with a Content-Length, as it stands on the wire.
struct RawResponse {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: String

    /// All values under this name; names are compared without case.
    func values(_ name: String) -> [String] {
        self.headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// Takes a whole answer off the front, if there is one.
    static func take(from buffer: inout ByteBuffer) -> RawResponse? {
        let text = String(buffer: buffer)
        guard let endOfHead = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<endOfHead.lowerBound].components(separatedBy: "\r\n")
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            return (name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
        let head = RawResponse(
            status: Int(lines[0].split(separator: " ")[1]) ?? 0, headers: headers, body: "")
        let headLength = text[..<endOfHead.upperBound].utf8.count
        let bodyLength = head.values("content-length").first.flatMap(Int.init) ?? 0
        guard buffer.readableBytes >= headLength + bodyLength else { return nil }
        buffer.moveReaderIndex(forwardBy: headLength)
        let body = buffer.readString(length: bodyLength) ?? ""
        return RawResponse(status: head.status, headers: headers, body: body)
    }
}
