import Accounts
import CallCore
import Hummingbird
import Switchboard

/// Whom one can call.
struct PeopleController {
    let accounts: AccountService
    let switchboard: Switchboard

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("people", context: SignedInContext.self).get(use: people)
    }

    private struct People: ResponseEncodable {
        struct Entry: Encodable {
            let id: String
            let username: String
            let name: String
            let online: Bool
        }

        let people: [Entry]
    }

    @Sendable private func people(_ request: Request, context: SignedInContext) async throws -> People {
        let online = Set(await switchboard.onlineUsers.map(\.description))
        let everybody = try await accounts.people()
        return People(
            people: everybody.filter { $0.id != context.signedIn.account.id }.map { account in
                .init(
                    id: account.id, username: account.username, name: account.name,
                    online: online.contains(account.id))
            })
    }
}
