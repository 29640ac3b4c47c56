import Foundation
import Storage

/// An empty database in a folder of its own, which goes away with it. A real file, because that is
/// what a person has.
package final class TemporaryDatabase: Sendable {
    /// Open and migrated.
    package let database: AppDatabase
    /// The folder that holds the file and nothing else.
    package let folder: URL

    package var path: String { folder.appending(path: "duet.sqlite").path }

    package init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "duet-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        self.folder = folder
        do {
            database = try AppDatabase(path: folder.appending(path: "duet.sqlite").path)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit {
        // Somebody who still reads keeps the file alive until they are done; its name goes now.
        try? database.close()
        try? FileManager.default.removeItem(at: folder)
    }
}
