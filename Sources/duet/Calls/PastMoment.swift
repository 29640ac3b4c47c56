import ArgumentParser
import CallCore
import Signaling

/// A moment as somebody types it: so long ago, or by the calendar in UTC.
enum PastMoment: ExpressibleByArgument, Hashable {
    case ago(Duration)
    case at(Timestamp)

    /// The longest that somebody may go back, in units: their sum must stay a moment.
    private static let longest = 100_000

    init?(argument: String) {
        if let moment = Self.moment(argument) {
            self = .at(moment)
            return
        }
        guard let unit = argument.last, let count = Int(argument.dropLast()),
            (0...Self.longest).contains(count)
        else { return nil }
        switch unit {
        case "m": self = .ago(.seconds(count * 60))
        case "h": self = .ago(.seconds(count * 3_600))
        case "d": self = .ago(.seconds(count * 86_400))
        default: return nil
        }
    }

    /// What is missing of the form on the wire is put behind it.
    private static func moment(_ text: String) -> Timestamp? {
        let whole = "0000-00-00T00:00:00.000Z"
        let text = text.replacing(" ", with: "T")
        let stem = text.hasSuffix("Z") ? String(text.dropLast()) : text
        guard [10, 16, 19, 23].contains(stem.count) else { return nil }
        return Timestamp(wireText: stem + whole.dropFirst(stem.count))
    }

    func timestamp(now: Timestamp) -> Timestamp {
        switch self {
        case .ago(let duration): now.advanced(by: .zero - duration)
        case .at(let moment): moment
        }
    }
}
