import CallCore

/// What people choose for themselves.
extension AccountService {
    /// A person's settings; the usual ones of whoever has chosen nothing.
    package func settings(of person: UserID) async throws -> PersonalSettings {
        try await store.settings(of: person)
    }

    /// Keeps a person's settings.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    package func save(_ settings: PersonalSettings, of person: UserID) async throws {
        try await store.save(settings, of: person)
    }
}
