/// The textual form of a UUID (RFC 9562 section 4), lower case.
///
/// `CallCore` uses the standard library only, so this is the form and not Foundation's type.
enum UUIDText {
    /// - Returns: The text in lower case, or nil when it is not 8-4-4-4-12 hexadecimal digits.
    static func normalized(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 8, 13, 18, 23:
                guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard Character(Unicode.Scalar(byte)).isHexDigit else { return nil }
            }
        }
        return text.lowercased()
    }
}
