import Calls
import GRDB

extension StoreFault {
    /// What an error of SQLite says about the store; nil when it is about what was to be written.
    init?(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE: return nil
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .readOnly
        default: self = .other(error.message ?? "\(error.resultCode)")
        }
    }

    /// Does something with the store, and says of its errors what they say about it.
    static func told<Result>(by body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            if let fault = StoreFault(error) { throw fault }
            throw error
        }
    }
}
