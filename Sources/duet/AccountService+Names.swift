import Accounts

/// What can be known about a name before its owner has typed a password.
extension AccountService {
    /// - Throws: ``AccountError/unknownUser``.
    func demandAccount(username: String) async throws {
        guard try await has(username) else { throw AccountError.unknownUser }
    }

    /// Letter case tells no two names apart.
    private func has(_ username: String) async throws -> Bool {
        try await accounts().contains { $0.username.lowercased() == username.lowercased() }
    }
}
