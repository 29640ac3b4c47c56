import Foundation
import Relay
import Testing

/// Where a relay that Duet runs keeps its secret.
struct RelayFolderTests {
    private func rights(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func withFolder(_ work: (RelayFolder) throws -> Void) throws {
        let place = URL.temporaryDirectory.appending(path: "duet-folder-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: place) }
        try work(RelayFolder(databasePath: place.appending(path: "duet.sqlite").path(percentEncoded: false)))
    }

    @Test("nobody else can read the secret or the configuration")
    func rights() throws {
        try withFolder { folder in
            let secret = try folder.makeSecret()
            try folder.write(CoturnConfiguration(RelaySettings(host: "talk.example.org"), secret: secret))
            #expect(try rights(folder.path) == 0o700)
            #expect(try rights("\(folder.path)/secret") == 0o600)
            #expect(try rights(folder.configurationPath) == 0o600)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                    == ["secret", "turnserver.conf"])
        }
    }

    @Test("the secret that was made stays")
    func stays() throws {
        try withFolder { folder in
            #expect(folder.secret() == nil)
            let secret = try folder.makeSecret()
            #expect(Data(base64Encoded: secret)?.count == 32)
            #expect(folder.secret() == secret)
        }
    }

    @Test("no two have the same")
    func own() throws {
        #expect(RelayFolder.newSecret() != RelayFolder.newSecret())
    }
}
