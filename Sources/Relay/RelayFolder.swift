import Crypto
import Foundation

/// Where a managed relay has its files, beside the database: its configuration and the secret that it shares with
/// Duet, for nobody else to read.
package struct RelayFolder: Sendable {
    private let url: URL

    /// The folder that belongs to a database.
    package init(databasePath: String) {
        url = URL(filePath: databasePath + "-relay", directoryHint: .isDirectory).absoluteURL
    }

    /// An absolute path.
    package var path: String { url.path(percentEncoded: false).droppingSlash }

    /// The configuration's path.
    package var configurationPath: String { file("turnserver.conf").path(percentEncoded: false) }

    /// A secret, kept in place of one that was there.
    package func makeSecret() throws -> String {
        let secret = Self.newSecret()
        try write(secret + "\n", to: file("secret"))
        return secret
    }

    /// 256 random bits, in Base64.
    package static func newSecret() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// The secret; nil when there is none yet, or it cannot be read.
    package func secret() -> String? {
        guard let text = try? String(contentsOf: file("secret"), encoding: .utf8) else { return nil }
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return secret.isEmpty ? nil : secret
    }

    /// Writes the configuration for the relay to read.
    package func write(_ configuration: CoturnConfiguration) throws {
        try write(configuration.text, to: file("turnserver.conf"))
    }

    private func write(_ text: String, to file: URL) throws {
        let files = FileManager.default
        try files.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Made with the right to read it for its owner alone, and put in its place whole.
        let draft = file.appendingPathExtension("new")
        try? files.removeItem(at: draft)
        let path = draft.path(percentEncoded: false)
        guard
            files.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
        guard rename(path, file.path(percentEncoded: false)) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
    }

    private func file(_ name: String) -> URL { url.appending(path: name, directoryHint: .notDirectory) }
}

extension String {
    fileprivate var droppingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
