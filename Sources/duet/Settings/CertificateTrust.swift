import Foundation
import NIOSSL

/// Whose certificates are trusted wherever Duet is the client, whether it serves or is the doctor: those of the issuers
/// that the system trusts, or of those in the file that SSL_CERT_FILE names, as OpenSSL has it.
enum CertificateTrust {
    private static let variable = "SSL_CERT_FILE"

    /// - Throws: ``CommandFailure`` when the file is of no use.
    static func roots(environment: [String: String]) throws -> NIOSSLTrustRoots {
        guard let path = environment[variable], !path.isEmpty else { return .default }
        guard let bytes = FileManager.default.contents(atPath: path),
            let issuers = try? NIOSSLCertificate.fromPEMBytes([UInt8](bytes)), !issuers.isEmpty
        else {
            throw CommandFailure.configuration(
                "\(variable) names \(path), which holds no certificates that this user can read. Name a PEM file, or leave it out."
            )
        }
        return .certificates(issuers)
    }
}
