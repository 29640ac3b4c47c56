import Foundation
import NIOSSL
import TLSFiles
import TestSupport

@testable import DuetServer

/// The two files of a certificate, in a folder that goes away with the test.
final class CertificateFolder: Sendable {
    private let folder: URL
    let files: TLSFiles

    init(_ certificate: TestCertificate) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "duet-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        files = TLSFiles(
            certificate: folder.appending(path: "fullchain.pem").path,
            key: folder.appending(path: "privkey.pem").path)
        try write(certificate)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ certificate: TestCertificate) throws {
        try write(certificate: certificate.certificate)
        try write(key: certificate.key)
    }

    func write(certificate: String) throws { try Self.write(certificate, to: files.certificate) }

    func write(key: String) throws { try Self.write(key, to: files.key) }

    func removeKey() throws { try FileManager.default.removeItem(atPath: files.key) }

    /// As those do who renew certificates: another file takes the place of the old one.
    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

extension TestCertificate {
    var parsed: NIOSSLCertificate {
        get throws { try NIOSSLCertificate(bytes: [UInt8](certificate.utf8), format: .pem) }
    }
}
