import IceServers
import NIOCore

/// An address that a relay has lent us (RFC 8656 section 6).
package struct TurnAllocation: Sendable {
    /// What the relay relays.
    package let relayedAddress: StunAddress
    private let connection: StunConnection
    private let session: Session

    /// What signs and names us in every request.
    private struct Session: Sendable {
        let username: String
        let password: String
        var realm: [UInt8]
        var nonce: [UInt8]

        var key: StunKey {
            StunKey(username: username, realm: String(decoding: realm, as: UTF8.self), password: password)
        }

        var attributes: [StunAttribute] { [.username(username), .realm(realm), .nonce(nonce)] }
    }

    /// Of a realm or a nonce, in bytes (RFC 8489 sections 14.9 and 14.10). They come back with every request.
    private static let longestText = 763

    /// Asks for one.
    /// - Parameter family: Of the address that is to be relayed; nil leaves it to the relay, which means IPv4.
    /// - Throws: ``ProbeFault``.
    package init(
        over connection: StunConnection, _ credentials: TurnCredentials, family: StunAddress.Family? = nil
    ) async throws(ProbeFault) {
        let wish = [.relayOfUDP] + (family.map { [StunAttribute.family($0)] } ?? [])
        let challenge = try await connection.request(StunMessage(.request, .allocate, wish))
        guard challenge.kind == .error else { throw .asksNoCredentials }
        guard challenge.errorCode == 401, let realm = challenge.realm, let nonce = challenge.nonce else {
            throw ProbeFault(errorCode: challenge.errorCode)
        }
        guard max(realm.count, nonce.count) <= Self.longestText else { throw .nonsense }
        let session = Session(
            username: credentials.username, password: credentials.password, realm: realm, nonce: nonce)
        let answer = try await connection.request(
            StunMessage(.request, .allocate, wish + session.attributes), key: session.key)
        guard answer.kind == .success else { throw ProbeFault(errorCode: answer.errorCode) }
        guard let address = answer.relayedAddress else { throw .nonsense }
        (self.connection, self.session, relayedAddress) = (connection, session, address)
    }

    /// Asks that data may come from a peer and go to it (RFC 8656 section 9).
    /// - Throws: ``ProbeFault/peerDenied`` and others.
    package func permit(_ peer: StunAddress) async throws(ProbeFault) {
        let transaction = StunMessage.Transaction()
        try await ask(.createPermission, transaction, [.peer(peer, in: transaction)])
    }

    /// Sends data to a peer (RFC 8656 section 11.1).
    package func send(_ data: [UInt8], to peer: StunAddress) {
        let transaction = StunMessage.Transaction()
        connection.indicate(
            StunMessage(
                .indication, .send, transaction: transaction, [.peer(peer, in: transaction), .data(data)]))
    }

    /// Waits for these data from a peer.
    /// - Throws: ``ProbeFault/packetLost`` and others.
    package func receive(_ data: [UInt8], until patience: NIODeadline) async throws(ProbeFault) {
        do {
            _ = try await connection.indication(until: patience) { $0.method == .data && $0.data == data }
        } catch ProbeFault.noAnswer {
            throw .packetLost
        }
    }

    /// Gives it back (RFC 8656 section 7).
    package func release() async throws(ProbeFault) {
        try await ask(.refresh, StunMessage.Transaction(), [.lifetime(0)])
    }

    private func ask(
        _ method: StunMessage.Method, _ transaction: StunMessage.Transaction, _ attributes: [StunAttribute]
    ) async throws(ProbeFault) {
        let request = StunMessage(
            .request, method, transaction: transaction, attributes + session.attributes)
        let answer = try await connection.request(request, key: session.key)
        guard answer.kind == .success else { throw ProbeFault(errorCode: answer.errorCode) }
    }
}

extension ProbeFault {
    /// What a refusal means (RFC 8656 section 19, RFC 8489 section 14.8).
    fileprivate init(errorCode: Int) {
        self =
            switch errorCode {
            case 401, 438: .credentialsRefused
            case 403: .peerDenied
            case 486, 508: .quotaReached
            default: .refused(errorCode)
            }
    }
}
