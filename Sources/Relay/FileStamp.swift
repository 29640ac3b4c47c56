import Foundation

/// Tells whether a file is another one than before.
struct FileStamp: Hashable, Sendable {
    private let changed: Date?
    private let size: Int?
    private let number: Int?

    /// Of the file as it is now, which may be missing.
    init(_ path: String) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        changed = attributes?[.modificationDate] as? Date
        size = attributes?[.size] as? Int
        number = attributes?[.systemFileNumber] as? Int
    }
}
