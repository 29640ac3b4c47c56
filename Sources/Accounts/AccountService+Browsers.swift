import CallCore
import Logging
import RateLimits

extension AccountService {
    /// The browser that a token stands for, if somebody has signed in to this account from it before.
    ///
    /// - Parameters:
    ///   - token: what the browser holds, valid or not; nil when it holds nothing.
    ///   - username: as typed.
    /// - Returns: what it is remembered by.
    package func knownBrowser(token: String?, of username: String) async throws -> String? {
        guard let id = token.flatMap(SecretToken.init)?.digest,
            let username = try? AccountRules.username(username),
            try await store.knowsBrowser(id: id, username: username)
        else { return nil }
        return id
    }

    /// Remembers the browser in which somebody has just signed in. Whoever cannot be remembered is signed in all the
    /// same.
    ///
    /// - Parameter token: what the browser holds.
    /// - Returns: what it is to hold from now on.
    func rememberBrowser(token: String?, account: Account) async -> SecretToken? {
        let (old, new) = (token.flatMap(SecretToken.init), SecretToken())
        do {
            let id = try await store.rememberBrowser(
                id: old?.digest, orNew: new.digest, accountID: account.id, at: now(),
                limit: Limits.knownBrowsersOfPerson)
            return id == new.digest ? new : old
        } catch AccountError.unknownUser {
            // Removed since: there is nobody to be known.
            return nil
        } catch {
            logger.warning("browser not remembered", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
