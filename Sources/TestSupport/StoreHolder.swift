import Foundation
import GRDB

/// Another program that has the database open, and may hold it or write anything into it.
package final class StoreHolder: Sendable {
    private let queue: DatabaseQueue

    /// Opens the file of a database.
    package init(_ database: TemporaryDatabase) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        queue = try DatabaseQueue(path: database.path, configuration: configuration)
    }

    /// Begins a transaction of this kind and leaves it open.
    package func hold(_ kind: String) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN \(kind)") }
    }

    /// Ends it.
    package func release() throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }
}
