import NIOCore
import NIOSSL
import Networks

/// TLS as a client speaks it that wants to know what is wrong with a server's certificate.
package struct ClientTLS: Sendable {
    private let context: NIOSSLContext
    private let name: String?

    /// - Parameters:
    ///   - host: A name, which goes along (RFC 6066 section 3), or an address, which does not.
    ///   - trust: Whom the certificate must come from.
    ///   - verification: What is asked of the certificate.
    package init(
        to host: String, trust: NIOSSLTrustRoots, verification: CertificateVerification = .fullVerification
    ) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = trust
        configuration.certificateVerification = verification
        context = try NIOSSLContext(configuration: configuration)
        let host = host.withoutBrackets
        name = (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
    }

    /// For one connection, before everything else.
    package func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: name)
    }
}
