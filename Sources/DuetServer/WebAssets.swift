import Crypto
import Foundation
import Hummingbird

/// The bundled page, read once at the start: a handful of files that never change while the server runs.
package struct WebAssets: Sendable {
    /// One file, ready to be sent.
    struct Asset: Sendable {
        let type: String
        let entityTag: String
        let plain: ByteBuffer
        /// The same in gzip, made by the bundler beside it; nil when there is none.
        let gzip: ByteBuffer?
    }

    private let assets: [String: Asset]

    /// Reads the bundle.
    /// - Parameter folder: Where `index.html` lies.
    /// - Throws: ``WebAssetsError`` when it does not.
    package init(folder: String) throws(WebAssetsError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var assets: [String: Asset] = [:]
        for name in names {
            guard let type = Self.type(of: name),
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else { continue }
            let digest = SHA256.hash(data: data).prefix(8).map { String($0, radix: 16) }.joined()
            assets[name] = Asset(
                type: type, entityTag: "\"\(digest)\"", plain: ByteBuffer(bytes: data),
                gzip: FileManager.default.contents(atPath: "\(folder)/\(name).gz").map {
                    ByteBuffer(bytes: $0)
                })
        }
        guard assets["index.html"] != nil else { throw WebAssetsError(folder: folder) }
        self.assets = assets
    }

    /// The file of this name.
    subscript(_ name: String) -> Asset? { assets[name] }

    private static func type(of name: String) -> String? {
        let types = [
            "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
            "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "map": "application/json",
            "webmanifest": "application/manifest+json", "png": "image/png",
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
