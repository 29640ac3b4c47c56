import CallCore
import Storage

extension SQLiteCallHistory {
    /// Everything that was noted about a call, oldest first.
    package func timeline(of id: CallID) async throws -> [TimelineEntry] {
        try await timeline(of: id, limit: .max).entries
    }
}
