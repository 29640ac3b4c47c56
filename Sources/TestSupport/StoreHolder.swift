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

    /// Writes what no rule of the schema allows: no check, no type, no foreign key is in the way. The schema is as it was
    /// afterwards.
    package func damage(_ sql: String) throws {
        let loosening = """
            UPDATE sqlite_schema SET sql = replace(replace(replace(
                sql, 'TEXT NOT NULL', 'TEXT'), 'INTEGER NOT NULL', 'INTEGER'), ') STRICT', ')')
            WHERE type = 'table'
            """
        let schema = try changeSchema { db in
            let schema = try Row.fetchAll(db, sql: "SELECT rowid, sql FROM sqlite_schema")
            try db.execute(sql: loosening)
            return schema
        }
        try onLooseConnection { try $0.execute(sql: sql) }
        _ = try changeSchema { db in
            for row in schema {
                try db.execute(
                    sql: "UPDATE sqlite_schema SET sql = ? WHERE rowid = ?",
                    arguments: [row["sql"] as String?, row["rowid"] as Int64])
            }
            return []
        }
    }

    private func changeSchema(_ change: (Database) throws -> [Row]) throws -> [Row] {
        try onLooseConnection { db in
            try db.execute(sql: "PRAGMA writable_schema = ON")
            return try change(db)
        }
    }

    /// A new connection, which reads the schema as it is now.
    private func onLooseConnection<Result>(_ work: (Database) throws -> Result) throws -> Result {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let loose = try DatabaseQueue(path: queue.path, configuration: configuration)
        let result = try loose.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            return try work(db)
        }
        try loose.close()
        return result
    }
}
