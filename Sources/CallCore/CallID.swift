/// The name of a call: a UUID chosen by the caller, so that asking twice is harmless.
package struct CallID: Hashable, Sendable, CustomStringConvertible {
    /// The UUID in lower case.
    package let description: String

    /// Checks and takes an identifier (RFC 9562 section 4).
    /// - Returns: nil when the text is not a UUID.
    package init?(_ text: String) {
        guard let normalized = UUIDText.normalized(text) else { return nil }
        self.description = normalized
    }
}
