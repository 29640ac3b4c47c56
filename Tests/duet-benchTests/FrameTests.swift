import Testing

@testable import duet_bench

@Suite struct FrameTests {
    @Test("A short text is framed and masked as RFC 6455 says")
    func shortFrame() {
        let bytes = FrameTemplate("Hi").bytes
        #expect(bytes == [0x81, 0x82, 0x5a, 0xc3, 0x96, 0x3c, 0x48 ^ 0x5a, 0x69 ^ 0xc3])
    }

    @Test(
        "The length of a longer text takes two bytes or eight",
        arguments: [(126, 8), (65_535, 8), (65_536, 14)])
    func longFrame(length: Int, head: Int) {
        let frame = FrameTemplate(String(repeating: "a", count: length)).bytes
        #expect(frame.count == head + length)
        #expect(unmasked(frame, head: head) == String(repeating: "a", count: length))
    }

    @Test("A call's id is put into the place that was left for it")
    func callID() {
        let template = FrameTemplate("call " + Wording.callID + "!", callID: Wording.callID)
        let id = "123e4567-e89b-42d3-a456-426614174000"
        #expect(unmasked(template.bytes(callID: Array(id.utf8)), head: 6) == "call \(id)!")
        #expect(unmasked(template.bytes, head: 6) == "call \(Wording.callID)!")
    }

    @Test(
        "An answer and three frames are read from single bytes as from one piece", arguments: [1, 7, 1 << 16])
    func pieces(size: Int) throws {
        let long = String(repeating: "x", count: 300)
        var stream = Array("HTTP/1.1 101 Switching Protocols\r\nA: b\r\n\r\n".utf8)
        stream += [0x81, 0x02] + Array("Hi".utf8) + [0x81, 126, 0x01, 0x2c] + Array(long.utf8)
        let longest = String(repeating: "y", count: 70_000)
        stream += [0x81, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70] + Array(longest.utf8)
        var (reader, heads, texts) = (FrameReader(), [String](), [String]())
        for start in stride(from: 0, to: stream.count, by: size) {
            try stream[start..<min(start + size, stream.count)].withUnsafeBytes { piece in
                try reader.read(piece) { part in
                    switch part {
                    case .head(let head): heads.append(head)
                    case .frame(let opcode, let payload):
                        #expect(opcode == .text)
                        texts.append(String(decoding: payload, as: UTF8.self))
                    }
                }
            }
        }
        #expect(heads == ["HTTP/1.1 101 Switching Protocols\r\nA: b"])
        #expect(texts == ["Hi", long, longest])
    }

    @Test("A masked frame from a server is refused")
    func maskedFromServer() {
        var reader = FrameReader()
        let stream = Array("HTTP/1.1 101\r\n\r\n".utf8) + FrameTemplate("Hi").bytes
        #expect(throws: LoadFailure.self) { try stream.withUnsafeBytes { try reader.read($0) { _ in } } }
    }

    private func unmasked(_ frame: [UInt8], head: Int) -> String {
        let mask = Array(frame[(head - 4)..<head])
        return String(decoding: frame.dropFirst(head).enumerated().map { $1 ^ mask[$0 % 4] }, as: UTF8.self)
    }
}
