import Foundation

/// The two files that TLS is served with, both PEM (RFC 7468).
package struct TLSFiles: Sendable, Hashable {
    /// The server's certificate first, then those that vouch for it.
    package let certificate: String
    /// The private key of the first certificate, without a passphrase.
    package let key: String

    /// Files that may not be there yet.
    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Tells one version of the files from another, without reading them.
    fileprivate var stamp: Stamp {
        Stamp(certificate: Self.version(of: certificate), key: Self.version(of: key))
    }

    fileprivate struct Stamp: Hashable, Sendable {
        fileprivate let certificate: Version?
        fileprivate let key: Version?
    }

    fileprivate struct Version: Hashable, Sendable {
        let changed: Int
        let changedNanoseconds: Int
        let size: Int
        /// A renewal often puts another file in the place of the old one, or another one behind a symbolic link.
        let file: UInt64
    }

    private static func version(of path: String) -> Version? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Version(
            changed: time.tv_sec, changedNanoseconds: time.tv_nsec, size: Int(status.st_size),
            file: UInt64(status.st_ino))
    }
}

/// Notices when the files have become others.
package struct TLSFilesWatch: Sendable {
    private let files: TLSFiles
    /// The version that was taken into use last, whether it could be used or not.
    private var taken: TLSFiles.Stamp
    /// The version that was there at the last look.
    private var seen: TLSFiles.Stamp

    /// The files as they are now count as taken into use.
    package init(_ files: TLSFiles) {
        self.files = files
        taken = files.stamp
        seen = taken
    }

    /// - Returns: Are they others than those in use, and the same at two looks? Whoever renews a certificate writes two
    ///   files, one after the other. They count as taken into use from now on.
    package mutating func look() -> Bool {
        let stamp = files.stamp
        defer { seen = stamp }
        guard stamp == seen, stamp != taken else { return false }
        taken = stamp
        return true
    }
}
