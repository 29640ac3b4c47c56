/// What a browser calls itself (`User-Agent`, RFC 9110 section 10.1.5), so that people know their devices again.
package struct UserAgent: Equatable, Sendable {
    /// In bytes; what is longer is cut.
    package static let byteLimit = 256

    /// Printable ASCII.
    package let text: String

    /// - Returns: nil when nothing is left of it.
    package init?(_ text: some StringProtocol) {
        let printable = text.utf8.filter { (0x20...0x7E).contains($0) }.prefix(Self.byteLimit)
        guard printable.contains(where: { $0 != 0x20 }) else { return nil }
        self.text = String(decoding: printable, as: UTF8.self)
    }
}
