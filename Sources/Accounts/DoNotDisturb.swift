import CallCore

/// Does a person want calls to come without a sound, and without waking anybody? Whoever calls them learns nothing of it.
package enum DoNotDisturb: Hashable, Sendable {
    case off
    /// On, until a moment; nil: until it is switched off.
    case on(until: Timestamp?)

    /// What holds at a moment: it ends by itself.
    package func at(_ now: Timestamp) -> DoNotDisturb {
        if case .on(let end?) = self, end <= now { return .off }
        return self
    }
}
