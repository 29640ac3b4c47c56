import NIOCore

/// The address of something beside Duet itself cannot be listened on.
package struct SideListenerUnavailable: Error {
    /// What would listen there.
    package enum Listener: Sendable {
        case metrics
        case redirect
    }

    /// What would listen there.
    package let listener: Listener
    /// The address.
    package let address: ListenAddress
    /// Why not.
    package let cause: IOError
}
