import Foundation

/// What the doctor has found out about one thing.
struct Finding: Hashable, Sendable {
    /// How much it matters.
    enum Level: String, CaseIterable, Sendable {
        /// It is as it should be.
        case fine = "ok"
        /// It works, but not for everybody or not for long.
        case weak = "warn"
        /// It does not work.
        case faulty = "FAIL"
        /// It was not looked at, for what is said.
        case skipped = "skip"
    }

    let level: Level
    /// What was looked at.
    let subject: String
    /// What was found, and what to do about it.
    let sentence: String

    static func fine(_ subject: String, _ sentence: String) -> Finding {
        Finding(level: .fine, subject: subject, sentence: sentence)
    }
    static func weak(_ subject: String, _ sentence: String) -> Finding {
        Finding(level: .weak, subject: subject, sentence: sentence)
    }
    static func faulty(_ subject: String, _ sentence: String) -> Finding {
        Finding(level: .faulty, subject: subject, sentence: sentence)
    }
    static func skipped(_ subject: String, _ sentence: String) -> Finding {
        Finding(level: .skipped, subject: subject, sentence: sentence)
    }

    /// One line for a terminal.
    var line: String {
        let level = level.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0)
        return level + subject.padding(toLength: max(16, subject.count + 2), withPad: " ", startingAt: 0)
            + sentence
    }
}
