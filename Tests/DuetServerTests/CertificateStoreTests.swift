import Foundation
import TLSFiles
import TestSupport
import Testing

@testable import DuetServer

/// What https is served with, and when it changes.
struct CertificateStoreTests {
    @Test(
        "a renewed certificate is taken once both its files have stayed as they are from one look to the next"
    )
    func renewal() throws {
        let folder = try CertificateFolder(.first)
        let store = try CertificateStore(folder.files)
        #expect(store.look() == nil)

        try folder.write(certificate: TestCertificate.second.certificate)
        #expect(store.look() == nil)
        // The key comes only now; the two do not belong together before.
        try folder.write(key: TestCertificate.second.key)
        #expect(store.look() == nil)
        #expect(store.look() == .renewed(expires: store.expires))
        #expect(store.look() == nil)
    }

    @Test(
        "a pair that does not belong together is told once, and the one before stays until there is a good one"
    )
    func mismatch() throws {
        let folder = try CertificateFolder(.first)
        let store = try CertificateStore(folder.files)
        let before = ObjectIdentifier(store.context)
        try folder.write(key: TestCertificate.second.key)
        #expect(store.look() == nil)
        #expect(store.look() == .refused(.strangers(folder.files)))
        #expect(store.look() == nil)
        #expect(ObjectIdentifier(store.context) == before)

        try folder.write(certificate: TestCertificate.second.certificate)
        _ = store.look()
        #expect(store.look() == .renewed(expires: store.expires))
        #expect(ObjectIdentifier(store.context) != before)
    }

    @Test("a file that goes away is told, and nothing else changes")
    func missing() throws {
        let folder = try CertificateFolder(.first)
        let store = try CertificateStore(folder.files)
        try folder.removeKey()
        _ = store.look()
        #expect(store.look() == .refused(.missing(path: folder.files.key)))
        try folder.write(key: TestCertificate.first.key)
        _ = store.look()
        #expect(store.look() == .renewed(expires: store.expires))
    }

    @Test("who is told to read the files does so at once, changed or not")
    func read() throws {
        let folder = try CertificateFolder(.first)
        let store = try CertificateStore(folder.files)
        #expect(store.read() == .renewed(expires: store.expires))
        try folder.write(.second)
        #expect(store.read() == .renewed(expires: store.expires))
        #expect(store.look() == nil)
    }

    @Test("a certificate that has expired is served all the same: browsers say what is wrong")
    func expired() throws {
        let folder = try CertificateFolder(.expired)
        let store = try CertificateStore(folder.files)
        #expect(store.expires == Date(timeIntervalSince1970: 1_609_459_200))
    }

    @Test("what cannot be served is told apart")
    func faults() throws {
        let folder = try CertificateFolder(.first)
        let (certificate, key) = (TestCertificate.first.certificate, TestCertificate.first.key)
        func fault() -> TLSFault? {
            do throws(TLSFault) {
                _ = try CertificateStore(folder.files)
                return nil
            } catch { return error }
        }
        #expect(fault() == nil)
        // A chain of which only a part has been written.
        for text in [
            "", "no PEM", String(certificate.dropLast(200)), certificate + "\n" + certificate.prefix(300),
        ] {
            try folder.write(certificate: text)
            #expect(fault() == .noCertificate(path: folder.files.certificate), "\(text.suffix(40))")
        }
        try folder.write(certificate: certificate)
        for text in ["", certificate, String(key.dropLast(100))] {
            try folder.write(key: text)
            #expect(fault() == .noKey(path: folder.files.key))
        }
        try folder.removeKey()
        #expect(fault() == .missing(path: folder.files.key))
        try FileManager.default.createDirectory(atPath: folder.files.key, withIntermediateDirectories: false)
        #expect(fault() == .unreadable(path: folder.files.key))
    }
}
