import Foundation

/// Moments are stored as whole milliseconds since 1970, in INTEGER columns: exact, ordered, and readable
/// by any other program.
extension Date {
    package var millisecondsSince1970: Int64 {
        Int64((timeIntervalSince1970 * 1000).rounded(.down))
    }

    package init(millisecondsSince1970 milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
