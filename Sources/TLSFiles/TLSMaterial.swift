import Foundation
import NIOCore
import NIOSSL

/// A certificate with its key, ready to serve TLS with.
package struct TLSMaterial: Sendable {
    /// What each new connection is given.
    package let context: NIOSSLContext
    /// When the server's certificate ends.
    package let expires: Date

    /// Reads the files.
    package init(_ files: TLSFiles) throws(TLSFault) {
        let chain = try Self.certificates(in: files.certificate)
        let key = try Self.key(in: files.key)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // A peer that does not say goodbye keeps its connection no longer than this.
        configuration.shutdownTimeout = .seconds(1)
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch NIOSSLError.failedToLoadPrivateKey {
            throw .strangers(files)  // it has been read, so it is good for some other certificate
        } catch {
            throw .unusable(files, cause: "\(error)")
        }
        expires = Date(timeIntervalSince1970: TimeInterval(chain[0].notValidAfter))
    }

    private static func certificates(in path: String) throws(TLSFault) -> [NIOSSLCertificate] {
        let bytes = try contents(of: path)
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else {
            throw .noCertificate(path: path)
        }
        return chain
    }

    private static func key(in path: String) throws(TLSFault) -> NIOSSLPrivateKey {
        let bytes = try contents(of: path)
        guard let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else { throw .noKey(path: path) }
        return key
    }

    private static func contents(of path: String) throws(TLSFault) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw .missing(path: path)
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw .forbidden(path: path)
        } catch {
            throw .unreadable(path: path)
        }
    }
}
