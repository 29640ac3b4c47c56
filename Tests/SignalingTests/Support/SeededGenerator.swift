import Foundation

/// The same sequence in every run (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// True so often in a hundred times.
    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &self)]
    }
}

/// How much the random tests do, and what repeats a run: `DUET_DEEP=1` for much more, `DUET_SEED` for another
/// sequence.
enum Effort {
    static let seed = ProcessInfo.processInfo.environment["DUET_SEED"].flatMap { UInt64($0) } ?? 42

    static func rounds(_ usual: Int, deep: Int) -> Int {
        ProcessInfo.processInfo.environment["DUET_DEEP"] == "1" ? deep : usual
    }
}
