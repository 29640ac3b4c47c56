import CallCore

/// What people choose for themselves.
extension AccountService {
    /// What holds for a person now; the usual settings for whoever has chosen nothing.
    package func settings(of person: UserID) async throws -> PersonalSettings {
        var settings = try await store.settings(of: person)
        settings.doNotDisturb = settings.doNotDisturb.at(now())
        return settings
    }

    /// Keeps whether a person's calls go over a relay only.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    package func choose(alwaysRelay: Bool, for person: UserID) async throws {
        try await store.changeSettings(of: person) { $0.alwaysRelay = alwaysRelay }
    }

    /// Keeps whether a person wants to be disturbed by calls.
    ///
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/endHasPassed``.
    package func choose(_ doNotDisturb: DoNotDisturb, for person: UserID) async throws {
        // A device whose clock is wrong would otherwise believe that it is on.
        guard doNotDisturb.at(now()) == doNotDisturb else { throw AccountError.endHasPassed }
        try await store.changeSettings(of: person) { $0.doNotDisturb = doNotDisturb }
    }
}
