/// A JSON number that is passed back as it was written: reading and writing a double would change its spelling.
package struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number as it was written.
    package let description: String

    /// Takes a number of the grammar of RFC 8259 section 6.
    /// - Returns: nil when it is one that no double holds.
    init?(wellFormed spelling: UnsafeRawBufferPointer) {
        guard let value = Self.double(spelling), value.isFinite else { return nil }
        self.description = String(decoding: spelling, as: UTF8.self)
    }

    /// A number as a double; infinite when no double is so large.
    static func double(_ spelling: UnsafeRawBufferPointer) -> Double? {
        wholeNumber(spelling).map(Double.init) ?? Double(String(decoding: spelling, as: UTF8.self))
    }

    /// A number of so few digits, and nothing else, that every double holds it; nil for all others.
    private static func wholeNumber(_ spelling: UnsafeRawBufferPointer) -> Int? {
        guard (1...15).contains(spelling.count) else { return nil }
        var number = 0
        for byte in spelling {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
