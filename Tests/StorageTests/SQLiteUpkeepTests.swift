import Calls
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Storage

struct SQLiteUpkeepTests {
    /// As after a start, when what is over is removed: whoever writes waits for five seconds, one after the other.
    @Test func `a database that somebody holds is found out while another write waits for it`() async throws {
        let temporary = try TemporaryDatabase()
        let upkeep = try SQLiteUpkeep(temporary.database)
        let holder = try StoreHolder(temporary)
        try holder.hold("IMMEDIATE")
        let hasWritten = Mutex(false)
        async let writing: Void = {
            try? await temporary.database.pool.write { try Probe.write($0) }
            hasWritten.withLock { $0 = true }
        }()
        try await upkeep.checkpoint()
        await #expect { try await upkeep.probe() } throws: { error in
            if case .locked = error as? StoreFault { true } else { false }
        }
        #expect(!hasWritten.withLock { $0 })
        try holder.release()
        await writing
        try await upkeep.probe()
    }

    @Test func `what is committed is folded into the file`() async throws {
        let temporary = try TemporaryDatabase()
        let upkeep = try SQLiteUpkeep(temporary.database)
        let file = URL(filePath: temporary.path)
        let before = try Data(contentsOf: file)
        try await upkeep.probe()
        #expect(try Data(contentsOf: file) == before)
        try await upkeep.checkpoint()
        #expect(try Data(contentsOf: file) != before)
    }

    /// A watch opens a new one for each look at a database that fails, which may be for hours.
    @Test func `connections that are closed are not collected`() throws {
        let temporary = try TemporaryDatabase()
        let openFiles = {
            let folder = "/proc/self/fd"
            return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
                return target?.hasPrefix(temporary.path) == true
            }
        }
        try SQLiteUpkeep(temporary.database).close()
        let first = try openFiles()
        for _ in 1...10 { try SQLiteUpkeep(temporary.database).close() }
        #expect(first > 0)
        #expect(try openFiles() == first)
    }
}
