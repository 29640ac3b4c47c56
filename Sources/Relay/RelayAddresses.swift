import IceProbe
import NIOCore
import NIOPosix
import NameLookup

/// By which address of this machine is relayed, and as what the internet knows it.
struct RelayAddresses: Hashable, Sendable {
    /// An IPv4 address of this machine.
    let local: String
    /// What a NAT makes of it; nil when there is none in between.
    let mapped: String?

    /// Finds out what the operator has not said: the public address is the one that the name stands for, and if it is
    /// none of this machine, then a NAT is in between.
    /// - Throws: ``RelayAddressError``.
    static func find(_ settings: RelaySettings) async throws(RelayAddressError) -> RelayAddresses {
        guard let ours = try? System.enumerateDevices().compactMap(\.address?.ipv4) else {
            throw RelayAddressError("The addresses of this machine cannot be read.")
        }
        guard let known = await publicAddress(settings) else {
            throw RelayAddressError(
                "\(settings.host) has no IPv4 address, and a relay needs one. Set relay-public-address to the address by which this machine is reached."
            )
        }
        if let address = settings.address, !ours.contains(address) {
            throw RelayAddressError(
                "relay-address must be an IPv4 address of this machine, one of \(ours.joined(separator: ", ")), not \(address)."
            )
        }
        guard let local = await localAddress(settings, ours, known) else {
            throw RelayAddressError(
                "This machine has no way to the internet by IPv4. Set relay-address to the address that the relay is to use."
            )
        }
        return RelayAddresses(local: local, mapped: known == local ? nil : known)
    }

    /// The first IPv4 address that the name stands for, unless the operator has said it.
    private static func publicAddress(_ settings: RelaySettings) async -> String? {
        if let address = settings.publicAddress { return address }
        let found = try? await HostAddresses.resolve(settings.host, port: settings.port)
        return found?.lazy.compactMap(\.ipv4).first
    }

    private static func localAddress(_ settings: RelaySettings, _ ours: [String], _ known: String) async
        -> String?
    {
        if let address = settings.address { return address }
        return ours.contains(known) ? known : await outgoing()
    }

    /// Our address on the way to the internet: that of a datagram socket which is connected to somebody out there. That
    /// sends nothing.
    private static func outgoing() async -> String? {
        let group = MultiThreadedEventLoopGroup.singleton
        let somewhere = "192.0.2.1"  // nobody's (RFC 5737)
        let connecting = DatagramBootstrap(group: group).connect(host: somewhere, port: 9)
        guard let channel = try? await connecting.get() else { return nil }
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
