import Foundation
import TLSFiles

/// The two files of a certificate, in a folder that goes away with the test.
package final class CertificateFolder: Sendable {
    private let folder: URL
    package let files: TLSFiles

    package init(_ certificate: TestCertificate) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "duet-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        files = TLSFiles(
            certificate: folder.appending(path: "fullchain.pem").path,
            key: folder.appending(path: "privkey.pem").path)
        try write(certificate)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package func write(_ certificate: TestCertificate) throws {
        try write(certificate: certificate.certificate)
        try write(key: certificate.key)
    }

    package func write(certificate: String) throws { try Self.write(certificate, to: files.certificate) }

    package func write(key: String) throws { try Self.write(key, to: files.key) }

    package func removeKey() throws { try FileManager.default.removeItem(atPath: files.key) }

    /// As those do who renew certificates: another file takes the place of the old one.
    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
