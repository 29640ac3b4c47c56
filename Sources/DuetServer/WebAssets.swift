import Crypto
import Foundation

/// The bundled page, read once at the start: a handful of files that never change while the server runs.
///
/// A page stays open while its server is updated. So that it notices, it is told in its own `index.html` which page it
/// is, and by `session:ready` which one the server has now.
package struct WebAssets: Sendable {
    private static let index = "index.html"
    /// Where a page that wants to know says so, and then tells.
    private static let mark = (before: #"<meta name="duet-page" content=""#, after: #"">"#)
    private static let placeholder = mark.before + mark.after
    /// Where a page says what its addresses are relative to.
    private static let base = #"<base href="/">"#

    /// Names the page: another one as soon as any file of it is another.
    package let identity: String
    private let assets: [String: PreparedBody]

    /// Reads the bundle.
    /// - Parameters:
    ///   - folder: Where `index.html` lies.
    ///   - basePath: What stands before the path of every address of ours: `/talk`, or nothing.
    /// - Throws: ``WebAssetsError`` when it does not.
    package init(folder: String, basePath: String = "") throws(WebAssetsError) {
        // A folder that cannot be read has no page, which is said below.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        func contents(of name: String) -> [UInt8]? {
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) }
        }
        var digest = SHA256()
        var assets: [String: PreparedBody] = [:]
        for name in names.sorted() where name != Self.index {
            guard let type = Self.type(of: name), let plain = contents(of: name) else { continue }
            Self.add(name, plain, to: &digest)
            var coded: [ContentCoding: [UInt8]] = [:]
            for coding in ContentCoding.allCases {
                coded[coding] = contents(of: "\(name).\(coding.fileExtension)")
            }
            assets[name] = PreparedBody(type: type, plain: plain, coded: coded)
        }
        guard let index = contents(of: Self.index) else { throw WebAssetsError(folder: folder) }
        Self.add(Self.index, index, to: &digest)
        identity = digest.finalize().name
        assets[Self.index] = Self.index(index, telling: identity, basePath: basePath)
        self.assets = assets
    }

    /// Which page an `index.html` says it is, as a server shows it; nil when it does not say.
    package static func identity(toldBy index: String) -> String? {
        guard let before = index.range(of: mark.before),
            let after = index[before.upperBound...].range(of: mark.after)
        else { return nil }
        let identity = index[before.upperBound..<after.lowerBound]
        return identity.isEmpty ? nil : String(identity)
    }

    /// The file of this name.
    subscript(_ name: String) -> PreparedBody? { assets[name] }

    private static func add(_ name: String, _ bytes: [UInt8], to digest: inout SHA256) {
        // With the lengths, so that no two folders read as the same bytes.
        digest.update(data: Data("\(name) \(bytes.count)\n".utf8))
        digest.update(data: bytes)
    }

    /// The page that says which one it is, and where it lives. It is compressed here, because the form that lies beside it does not say so.
    private static func index(_ bytes: [UInt8], telling identity: String, basePath: String) -> PreparedBody {
        let filled = String(decoding: bytes, as: UTF8.self)
            .replacingOccurrences(of: base, with: #"<base href="\#(basePath)/">"#)
            .replacingOccurrences(of: placeholder, with: mark.before + identity + mark.after)
        let plain = [UInt8](filled.utf8)
        return PreparedBody(type: "text/html; charset=utf-8", plain: plain, coded: Gzip.coded(plain))
    }

    private static func type(of name: String) -> String? {
        let types = [
            "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
            "map": "application/json", "webmanifest": "application/manifest+json", "png": "image/png",
        ]
        return types[(name as NSString).pathExtension]
    }
}

/// There is no bundled page.
package struct WebAssetsError: Error, CustomStringConvertible {
    let folder: String

    /// What to do.
    package var description: String {
        "There is no bundled page in \(folder). Run `make web`, or name its folder with --web."
    }
}
