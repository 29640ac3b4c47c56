/// The name of a call: a UUID chosen by the caller, so that asking twice is harmless. A value of 16 bytes.
package struct CallID: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let bits: UInt128

    /// Checks and takes an identifier (RFC 9562 section 4), in any letter case.
    /// - Returns: nil when the text is not a UUID.
    package init?(_ text: String) {
        guard let bits = UUIDText.parse(text) else { return nil }
        self.bits = bits
    }

    /// Checks and takes an identifier from the bytes of its text.
    /// - Returns: nil when they are not a UUID.
    package init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard let bits = UUIDText.parse(bytes) else { return nil }
        self.bits = bits
    }

    /// The UUID in lower case.
    package var description: String { UUIDText.format(bits) }

    /// Puts the 36 bytes of the text behind what is there.
    package func append(to bytes: inout [UInt8]) {
        UUIDText.append(bits, to: &bytes)
    }

    /// The order of the texts.
    package static func < (left: CallID, right: CallID) -> Bool { left.bits < right.bits }
}
