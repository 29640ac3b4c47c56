/// The name of a person on the wire: 1 to 64 characters of `A–Z a–z 0–9 _ -`.
///
/// Accounts of another messenger can be used as they are. `server` is no person: it is the sender of
/// the server's own messages.
///
/// A value of 64 bytes, the text padded with zeros: identifiers are compared and hashed with every signal,
/// and one of another messenger (a UUID, say) would not fit into what a `String` holds without the heap.
package struct UserID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What the server writes into `from_user_id` of its own messages.
    package static let serverName = "server"
    /// How many bytes an identifier may have.
    package static let lengths = 1...64

    /// The text in big-endian order, so that the order of the words is the order of the texts.
    private let words: Words

    private struct Words: Hashable {
        var first: UInt128 = 0
        var second: UInt128 = 0
        var third: UInt128 = 0
        var fourth: UInt128 = 0
    }

    /// Checks and takes an identifier.
    /// - Returns: nil when the text is not a person's identifier.
    package init?(_ text: String) {
        var text = text
        guard let id = text.withUTF8({ UserID(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = id
    }

    /// Checks and takes an identifier from the bytes of its text.
    /// - Returns: nil when they are not a person's identifier.
    package init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard Self.lengths.contains(bytes.count), bytes.allSatisfy(Self.isAllowed),
            !bytes.elementsEqual(Self.serverName.utf8)
        else { return nil }
        var words = Words()
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
        self.words = Words(
            first: UInt128(bigEndian: words.first), second: UInt128(bigEndian: words.second),
            third: UInt128(bigEndian: words.third), fourth: UInt128(bigEndian: words.fourth))
    }

    /// The identifier as it stands on the wire.
    package var description: String {
        withUTF8 { text in
            String(unsafeUninitializedCapacity: text.count) { buffer in
                _ = buffer.initialize(from: text)
                return text.count
            }
        }
    }

    /// Puts the bytes of the text behind what is there.
    package func append(to bytes: inout [UInt8]) {
        withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// The order of the texts' bytes.
    package static func < (left: UserID, right: UserID) -> Bool {
        let (left, right) = (left.words, right.words)
        return (left.first, left.second, left.third, left.fourth)
            < (right.first, right.second, right.third, right.fourth)
    }

    /// Lends the bytes of the text.
    private func withUTF8<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var bytes = Words(
            first: words.first.bigEndian, second: words.second.bigEndian, third: words.third.bigEndian,
            fourth: words.fourth.bigEndian)
        return withUnsafeBytes(of: &bytes) { buffer in
            body(UnsafeRawBufferPointer(rebasing: buffer.prefix { $0 != 0 }))
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
