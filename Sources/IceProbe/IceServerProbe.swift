import IceServers
import NIOCore
import NIOSSL
import NameLookup

/// Uses one STUN or TURN server as a browser in a call does.
package struct IceServerProbe: Sendable {
    private let trust: NIOSSLTrustRoots
    private let group: any EventLoopGroup
    private let patience: TimeAmount

    private struct Place {
        let url: IceServerURL
        let address: SocketAddress
    }

    /// - Parameters:
    ///   - trust: Whom certificates must come from.
    ///   - patience: How long a server may take. In five seconds a packet over UDP may be lost three times.
    package init(
        trust: NIOSSLTrustRoots = .default, on group: any EventLoopGroup, patience: TimeAmount = .seconds(5)
    ) {
        (self.trust, self.group, self.patience) = (trust, group, patience)
    }

    /// Uses a server at each address that its name stands for, until it works at one: that is enough for a browser.
    /// - Parameter credentials: For a TURN server.
    /// - Throws: ``ProbeFault``, that of the address that tells most.
    package func run(_ url: IceServerURL, _ credentials: TurnCredentials?) async throws(ProbeFault) {
        var faults: [ProbeFault] = []
        for address in try await HostAddresses.resolve(url.host, port: url.port) {
            do {
                return try await run(url, at: address, credentials)
            } catch {
                faults.append(error)
            }
        }
        throw .telling(faults) ?? .nameUnknown
    }

    /// Asks a STUN server for our address. Asks a TURN server for two addresses to relay, and sends a packet from one
    /// to the other: as audio goes between two who both depend on it.
    /// - Parameters:
    ///   - address: One that the URL's host stands for.
    ///   - credentials: For a TURN server.
    /// - Throws: ``ProbeFault``.
    package func run(
        _ url: IceServerURL, at address: SocketAddress, _ credentials: TurnCredentials?
    ) async throws(ProbeFault) {
        let deadline = NIODeadline.now() + patience
        let place = Place(url: url, address: address)
        guard url.scheme.isRelay else {
            return try await withConnection(to: place, until: deadline) {
                connection async throws(ProbeFault) in
                let answer = try await connection.request(StunMessage(.request, .binding))
                guard answer.kind == .success, answer.mappedAddress != nil else { throw ProbeFault.nonsense }
            }
        }
        guard let credentials else { throw .credentialsRefused }
        try await withConnection(to: place, until: deadline) { one async throws(ProbeFault) in
            try await withConnection(to: place, until: deadline) { other async throws(ProbeFault) in
                try await relay(one, other, credentials, until: deadline)
            }
        }
    }

    private func relay(
        _ one: StunConnection, _ other: StunConnection, _ credentials: TurnCredentials,
        until deadline: NIODeadline
    ) async throws(ProbeFault) {
        // They would hold places of the quota until they end by themselves.
        try await withAllocation(over: one, credentials) { sender async throws(ProbeFault) in
            try await withAllocation(over: other, credentials) { receiver async throws(ProbeFault) in
                try await sender.permit(receiver.relayedAddress)
                try await receiver.permit(sender.relayedAddress)
                try await Self.pass(from: sender, to: receiver, until: deadline)
            }
        }
    }

    private func withAllocation(
        over connection: StunConnection, _ credentials: TurnCredentials,
        _ work: (TurnAllocation) async throws(ProbeFault) -> Void
    ) async throws(ProbeFault) {
        let allocation = try await TurnAllocation(over: connection, credentials)
        do {
            try await work(allocation)
        } catch {
            // What went wrong first is what somebody must read.
            try? await allocation.release()
            throw error
        }
        try await allocation.release()
    }

    /// Packets may be lost, so a few are sent.
    private static func pass(
        from sender: TurnAllocation, to receiver: TurnAllocation, until deadline: NIODeadline
    ) async throws(ProbeFault) {
        let data = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        while true {
            sender.send(data, to: receiver.relayedAddress)
            let patience = min(deadline, .now() + .milliseconds(500))
            do {
                return try await receiver.receive(data, until: patience)
            } catch ProbeFault.packetLost where patience < deadline {
                continue
            }
        }
    }

    private func withConnection(
        to place: Place, until deadline: NIODeadline,
        _ work: (StunConnection) async throws(ProbeFault) -> Void
    ) async throws(ProbeFault) {
        let connection = try await StunConnection.open(
            place.url, at: place.address, trust: trust, on: group, until: deadline)
        do {
            try await work(connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }
}
