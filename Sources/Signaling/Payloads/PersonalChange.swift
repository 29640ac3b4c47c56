/// What of a person's own has changed, perhaps at another of their devices. How it is now is to be asked for over HTTP.
package enum PersonalChange: String, CaseIterable, Sendable {
    /// What they are called.
    case account
    /// What they have chosen for themselves.
    case settings
    /// Which calls they have seen.
    case seenCalls = "seen_calls"
}
