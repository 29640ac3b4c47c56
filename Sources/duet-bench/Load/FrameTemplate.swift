/// A client's frame, made and masked once so that sending it costs nothing but the system call.
///
/// The mask is a fixed one, but not zero: servers skip the work for that, and no browser sends it.
struct FrameTemplate {
    private static let mask: [UInt8] = [0x5a, 0xc3, 0x96, 0x3c]

    /// The frame as it goes out.
    let bytes: [UInt8]
    /// Where the call's id stands, in the payload and in the frame.
    private let callID: (payload: Int, frame: Int)?

    /// A text message, in which `callID` may stand once for an id that is put in later.
    init(_ text: String, callID placeholder: String? = nil) {
        let bytes = Self.frame(.text, Array(text.utf8))
        let head = bytes.count - text.utf8.count
        callID = placeholder.flatMap { placeholder in
            text.firstRange(of: placeholder).map { range in
                let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
                return (offset, head + offset)
            }
        }
        self.bytes = bytes
    }

    /// The frame with a call's id in the place that was left for it.
    func bytes(callID id: [UInt8]) -> [UInt8] {
        guard let callID else { return bytes }
        var frame = bytes
        for (number, byte) in id.enumerated() {
            frame[callID.frame + number] = byte ^ Self.mask[(callID.payload + number) & 3]
        }
        return frame
    }

    /// A masked frame (RFC 6455 sections 5.2 and 5.3).
    static func frame(_ opcode: FrameReader.Opcode, _ payload: some Collection<UInt8>) -> [UInt8] {
        let count = payload.count
        var frame = [0x80 | opcode.rawValue]
        switch count {
        case ..<126:
            frame.append(0x80 | UInt8(count))
        case ...0xffff:
            frame += [0x80 | 126, UInt8(count >> 8), UInt8(count & 0xff)]
        default:
            frame.append(0x80 | 127)
            frame += (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
        }
        frame += mask
        frame += payload.enumerated().map { $1 ^ mask[$0 & 3] }
        return frame
    }
}
