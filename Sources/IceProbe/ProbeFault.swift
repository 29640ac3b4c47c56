import Foundation
import NIOCore
import NIOSSL

/// Why a STUN or TURN server is of no use, as its operator must know it.
package enum ProbeFault: Error, Hashable, Sendable {
    /// The name has no address.
    case nameUnknown
    /// This machine has no way to such an address: it has no IPv6, say.
    case noWay
    /// Nothing answers.
    case noAnswer
    /// The machine is there, but nothing listens on the port.
    case portClosed
    /// The connection was closed in the midst.
    case closed
    /// Its certificate is for another name.
    case certificateName
    /// Its certificate is not trusted: it is of an unknown issuer, or has ended.
    case certificateUntrusted
    /// TLS did not come about.
    case tlsFailed
    /// It relays for everybody who asks.
    case asksNoCredentials
    /// The credentials were refused (401).
    case credentialsRefused
    /// It does not relay to the peer (403): to itself, if the peer was another relayed address of it.
    case peerDenied
    /// It has given out all that it may, to one person or in total (486), or has no port left (508).
    case quotaReached
    /// It answered with another error.
    case refused(Int)
    /// It answered with what no such server answers.
    case nonsense
    /// It allocated, but a packet did not come through.
    case packetLost

    /// The one of several that tells most: of an address to which this machine has no way nothing is known.
    package static func telling(_ faults: [ProbeFault]) -> ProbeFault? {
        faults.first { $0 != .noWay } ?? faults.first
    }

    /// What an error of the network means.
    package init(_ error: any Error) {
        switch error {
        case let fault as ProbeFault: self = fault
        case let error as IOError where error.errnoCode == ECONNREFUSED: self = .portClosed
        case let error as IOError where [ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT].contains(error.errnoCode):
            self = .noWay
        case let error as IOError where error.errnoCode == ECONNRESET || error.errnoCode == EPIPE:
            self = .closed
        case ChannelError.eof, ChannelError.alreadyClosed, ChannelError.ioOnClosedChannel: self = .closed
        case let error as NIOSSLExtraError where error == .failedToValidateHostname: self = .certificateName
        case NIOSSLError.handshakeFailed(let cause):
            self = "\(cause)".contains("CERTIFICATE_VERIFY_FAILED") ? .certificateUntrusted : .tlsFailed
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .tlsFailed
        default: self = .noAnswer
        }
    }
}
