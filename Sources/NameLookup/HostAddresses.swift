import NIOCore
import NIOPosix
import Networks

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// All addresses that a name stands for.
package enum HostAddresses {
    /// Looks a name up.
    /// - Parameters:
    ///   - host: A name, or an address, which stands for itself; IPv6 with brackets or without.
    ///   - pool: Whose threads wait for the system's answer.
    /// - Returns: Each address once, in the system's order of preference (RFC 6724); none when nobody knows the name.
    package static func find(
        _ host: String, port: Int, on pool: NIOThreadPool = .singleton
    ) async -> [SocketAddress] {
        let found = try? await pool.runIfActive {
            lookUp(host.withoutBrackets, port: port)
        }
        return found ?? []
    }

    private static func lookUp(_ name: String, port: Int) -> [SocketAddress] {
        var hints = addrinfo()
        // Else each address is listed once for each kind of socket.
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, "\(port)", &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
            guard let address = entry.flatMap({ address(in: $0.pointee) }), !addresses.contains(address)
            else { continue }
            addresses.append(address)
        }
        return addresses
    }

    private static func address(in entry: addrinfo) -> SocketAddress? {
        guard let bytes = UnsafeRawPointer(entry.ai_addr) else { return nil }
        return switch entry.ai_family {
        case AF_INET: SocketAddress(bytes.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: SocketAddress(bytes.loadUnaligned(as: sockaddr_in6.self))
        default: nil
        }
    }
}
