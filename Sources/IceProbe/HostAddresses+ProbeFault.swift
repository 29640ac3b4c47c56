import NIOCore
import NameLookup

extension HostAddresses {
    /// Looks a name up. A browser may take any of its addresses, so each must lead to the server.
    /// - Parameter host: As in ``find(_:port:)``.
    /// - Returns: Each address once, in the system's order of preference (RFC 6724); at least one.
    /// - Throws: ``ProbeFault/nameUnknown``.
    package static func resolve(_ host: String, port: Int) async throws(ProbeFault) -> [SocketAddress] {
        let found = await find(host, port: port)
        guard !found.isEmpty else { throw .nameUnknown }
        return found
    }
}
