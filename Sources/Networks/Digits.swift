extension StringProtocol {
    /// Nothing but 0 to 9? `Int` takes signs as well.
    package var isDigits: Bool { utf8.allSatisfy(\.isDigit) }
}

extension UInt8 {
    /// One of 0 to 9, in ASCII?
    package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
