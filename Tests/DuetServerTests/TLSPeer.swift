import NIOCore
import NIOSSL
import Synchronization

/// The other end of TLS, which takes any certificate and remembers which one it was.
final class TLSPeer: Sendable {
    private let context: NIOSSLContext
    private let served = Mutex<NIOSSLCertificate?>(nil)

    /// - Parameter maximumVersion: The newest version that it speaks; nil for all.
    init(maximumVersion: TLSVersion? = nil) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv1
        configuration.certificateVerification = .noHostnameVerification
        configuration.maximumTLSVersion = maximumVersion
        context = try NIOSSLContext(configuration: configuration)
    }

    /// What the server has shown last.
    var certificate: NIOSSLCertificate? { served.withLock(\.self) }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(
            context: context, serverHostname: nil,
            customVerificationCallback: { [self] chain, promise in
                served.withLock { $0 = chain.first }
                promise.succeed(.certificateVerified)
            })
    }
}
