import Foundation
import NIOCore
import NIOPosix

/// By which address of this machine is relayed, and as what the internet knows it.
struct RelayAddresses: Hashable, Sendable {
    /// An IPv4 address of this machine.
    let local: String
    /// What a NAT makes of it; nil when there is none in between.
    let mapped: String?

    /// Finds out what the operator has not said: the public address is the one that the name stands for, and if it is
    /// none of this machine, then a NAT is in between.
    /// - Throws: ``RelayAddressError``.
    init(_ settings: RelaySettings) throws(RelayAddressError) {
        guard let ours = try? System.enumerateDevices().compactMap(\.address?.ipv4) else {
            throw RelayAddressError("The addresses of this machine cannot be read.")
        }
        guard let known = settings.publicAddress ?? Self.address(of: settings.host) else {
            throw RelayAddressError(
                "\(settings.host) has no IPv4 address, and a relay needs one. Set relay-public-address to the address by which this machine is reached."
            )
        }
        if let address = settings.address, !ours.contains(address) {
            throw RelayAddressError(
                "relay-address must be an IPv4 address of this machine, one of \(ours.joined(separator: ", ")), not \(address)."
            )
        }
        guard let local = settings.address ?? (ours.contains(known) ? known : Self.outgoing()) else {
            throw RelayAddressError(
                "This machine has no way to the internet by IPv4. Set relay-address to the address that the relay is to use."
            )
        }
        self.local = local
        mapped = known == local ? nil : known
    }

    /// The first IPv4 address that a name stands for.
    private static func address(of name: String) -> String? {
        var hints = addrinfo()
        hints.ai_family = AF_INET
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0, let list else { return nil }
        defer { freeaddrinfo(list) }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let entry = list.pointee
        guard
            getnameinfo(
                entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Our address on the way to the internet: that of a datagram socket which is connected to somebody out there. That
    /// sends nothing.
    private static func outgoing() -> String? {
        let group = MultiThreadedEventLoopGroup.singleton
        let somewhere = "192.0.2.1"  // nobody's (RFC 5737)
        guard let channel = try? DatagramBootstrap(group: group).connect(host: somewhere, port: 9).wait()
        else {
            return nil
        }
        defer { channel.close(promise: nil) }
        return channel.localAddress?.ipv4
    }
}

/// Why no address was found, and what to do.
package struct RelayAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

extension SocketAddress {
    fileprivate var ipv4: String? {
        switch self {
        case .v4: ipAddress
        case .v6, .unixDomainSocket: nil
        }
    }
}
