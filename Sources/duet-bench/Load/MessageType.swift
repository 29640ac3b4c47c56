/// What the load generator tells apart among the messages that a server sends.
enum MessageType: String, CaseIterable {
    case ready = "session:ready"
    case presence = "session:presence"
    case refusal = "session:error"
    case incoming = "call:incoming"
    case accept = "call:accept"
    case reject = "call:reject"
    case offer = "call:offer"
    case answer = "call:answer"
    case candidate = "call:ice-candidate"
    case end = "call:end"
    /// Anything else: nothing follows from it.
    case other

    private static let names = allCases.map { (name: Array($0.rawValue.utf8), type: $0) }

    /// Reads the envelope's `type`, wherever it stands among the keys. The payload may have a `type` too, so
    /// the depth is followed; nothing else of the JSON is looked at.
    init(of message: UnsafeRawBufferPointer) {
        self = .other
        guard let value = Self.value(in: message) else { return }
        for (name, type) in Self.names where value.elementsEqual(name) {
            self = type
            return
        }
    }

    private static func value(in bytes: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
        var depth = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
            case UInt8(ascii: "\""):
                let start = index + 1
                index = closingQuote(in: bytes, from: start)
                let isType = depth == 1 && bytes[start..<index].elementsEqual("type".utf8)
                if isType, let value = string(in: bytes, after: index) { return value }
            default:
                break
            }
            index += 1
        }
        return nil
    }

    private static func closingQuote(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, bytes.count)
    }

    /// The text that is the value of a key whose closing quote stands at `end`; nil when it was no key.
    private static func string(
        in bytes: UnsafeRawBufferPointer, after end: Int
    ) -> Slice<UnsafeRawBufferPointer>? {
        var index = end + 1
        var hasColon = false
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ":"):
                hasColon = true
            case UInt8(ascii: " "):
                break
            case UInt8(ascii: "\"") where hasColon:
                return bytes[(index + 1)..<closingQuote(in: bytes, from: index + 1)]
            default:
                return nil
            }
            index += 1
        }
        return nil
    }
}
