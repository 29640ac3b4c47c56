import CallCore

/// One socket of one device: a newer socket of the same device has another number.
package struct Connection: Hashable, Sendable {
    /// Whose.
    package let endpoint: Endpoint
    /// Different for every socket of the process.
    package let number: Int

    /// One socket of one device.
    package init(endpoint: Endpoint, number: Int) {
        self.endpoint = endpoint
        self.number = number
    }
}
