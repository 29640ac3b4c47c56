/// What must hold in every world and at every step, see `docs/protocol.md`.
package enum Property: String, CaseIterable, Sendable {
    case oneCall = "nobody is ever in two calls"
    case audioAfterAccept = "audio never flows before an accept"
    case timers = "every timer that is set is cancelled or fires in a state that handles it"
    case final = "ended is final"
    case light = "no microphone or connection is open without a call that needs it"
    case wayOut = "every state has a way out"
    case patience = "nobody is waited for without a deadline"
    case fresh = "no wish is repeated that is older than a call rings"
    case agreement = "when the faults stop, both sides reach the same state"
    case lastWord = "a hang-up takes effect"
    case survival = "a call once begun ends only because somebody ended it"
    case absence = "nobody is taken for absent while the server itself cannot be reached"
    case reachable = "whoever's device is gone can call from another"
    case saved = "nobody hears of what is not saved"
    case consistency = "what the registry looks up is what its calls say"
}

/// A property that does not hold.
package struct Violation: Error, Hashable {
    /// Which one.
    package let property: Property
    /// What was seen, in words.
    package let seen: String
}
