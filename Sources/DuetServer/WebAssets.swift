import Foundation

/// The bundled page, read once at the start: a handful of files that never change while the server runs.
package struct WebAssets: Sendable {
    private let assets: [String: PreparedBody]

    /// Reads the bundle.
    /// - Parameter folder: Where `index.html` lies.
    /// - Throws: ``WebAssetsError`` when it does not.
    package init(folder: String) throws(WebAssetsError) {
        // A folder that cannot be read has no page, which is said below.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var assets: [String: PreparedBody] = [:]
        for name in names {
            guard let type = Self.type(of: name),
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else { continue }
            let gzip = FileManager.default.contents(atPath: "\(folder)/\(name).gz")
            assets[name] = PreparedBody(type: type, plain: [UInt8](data), gzip: gzip.map { [UInt8]($0) })
        }
        guard assets["index.html"] != nil else { throw WebAssetsError(folder: folder) }
        self.assets = assets
    }

    /// The file of this name.
    subscript(_ name: String) -> PreparedBody? { assets[name] }

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
