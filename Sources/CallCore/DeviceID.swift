/// The name of one tab of one browser: a UUID that lives as long as the tab does.
package struct DeviceID: Hashable, Sendable, CustomStringConvertible {
    /// The UUID in lower case.
    package let description: String

    /// Checks and takes an identifier (RFC 9562 section 4).
    /// - Returns: nil when the text is not a UUID.
    package init?(_ text: String) {
        guard let normalized = UUIDText.normalized(text) else { return nil }
        self.description = normalized
    }
}
