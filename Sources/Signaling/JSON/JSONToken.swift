/// One value of a JSON text: its kind, and where it stands in the bytes.
struct JSONToken {
    enum Kind {
        case object, array
        /// A string that is spelled as it is.
        case string
        /// A string with at least one backslash.
        case escapedString
        case number, boolean, null
    }

    let kind: Kind
    private let start: UInt32
    private let end: UInt32

    /// Texts are at most `Limits.frameBytes` long, so 32 bits hold every position.
    init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.start = UInt32(truncatingIfNeeded: range.lowerBound)
        self.end = UInt32(truncatingIfNeeded: range.upperBound)
    }

    /// Where it stands; of a string, what is between the quotes.
    var range: Range<Int> {
        Range(uncheckedBounds: (Int(start), Int(end)))
    }

    var isString: Bool {
        switch kind {
        case .string, .escapedString: true
        case .object, .array, .number, .boolean, .null: false
        }
    }
}
