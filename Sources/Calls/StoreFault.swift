/// Why the store cannot save anything at the moment. The operator reads it in the log and from `GET /healthz`.
package enum StoreFault: Error, Hashable, Sendable {
    /// Another process holds the database.
    case locked
    /// There is no room left.
    case diskFull
    /// The files, their folder or their file system may not be written.
    case readOnly
    /// Anything else, in the store's own words.
    case other(String)

    /// What is wrong, for the operator.
    package var message: String {
        switch self {
        case .locked: "The database is locked by another program."
        case .diskFull: "The disk that holds the database is full."
        case .readOnly: "The database cannot be written: it, its folder or its disk is read-only."
        case .other(let words): "The database cannot be written: \(words)."
        }
    }
}
