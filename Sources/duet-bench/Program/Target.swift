import ArgumentParser

/// A program that is measured.
enum Target: Sendable, Equatable {
    /// The server under test.
    case duet(executable: String)
    /// The yardstick: a relay on Node's `ws` that keeps nothing.
    case peer(script: String)

    var name: String {
        switch self {
        case .duet: "Duet"
        case .peer: "Node ws"
        }
    }

    /// Does it know calls? The yardstick passes on whatever it is given.
    var hasCalls: Bool {
        switch self {
        case .duet: true
        case .peer: false
        }
    }
}
