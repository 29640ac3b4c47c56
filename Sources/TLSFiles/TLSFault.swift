/// Why TLS cannot be served with these files.
package enum TLSFault: Error, Hashable, CustomStringConvertible {
    case missing(path: String)
    case forbidden(path: String)
    case unreadable(path: String)
    case noCertificate(path: String)
    case noKey(path: String)
    case strangers(TLSFiles)
    case unusable(TLSFiles, cause: String)

    /// What is wrong, and what to do.
    package var description: String {
        switch self {
        case .missing(let path):
            "There is no file \(path). Name the certificate with tls-certificate and its key with tls-key, those of a relay's own with relay-certificate and relay-key."
        case .forbidden(let path):
            "This user may not read \(path). Give the user that runs Duet the right to read it."
        case .unreadable(let path):
            "\(path) cannot be read. It must be a file."
        case .noCertificate(let path):
            "\(path) holds no whole certificate. It must be PEM: the server's certificate, then those that vouch for it."
        case .noKey(let path):
            "\(path) holds no private key that can be used. It must be PEM, without a passphrase."
        case .strangers(let files):
            "The key \(files.key) does not belong to the first certificate in \(files.certificate). Name the two files that were made together."
        case .unusable(let files, let cause):
            "TLS cannot be served with \(files.certificate) and \(files.key): \(cause)."
        }
    }
}
