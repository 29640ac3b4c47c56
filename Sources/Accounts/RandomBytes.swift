import Foundation

/// Bytes fit for secrets.
enum RandomBytes {
    /// - Parameter count: how many bytes, a multiple of eight.
    static func make(count: Int) -> Data {
        // The standard library promises a cryptographically secure source wherever there is one:
        // getrandom(2) on Linux.
        var generator = SystemRandomNumberGenerator()
        var bytes = Data(capacity: count)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0) }
        }
        return bytes.prefix(count)
    }
}
