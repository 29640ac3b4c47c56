import Accounts
import Hummingbird

/// What one has chosen for oneself, and what this server leaves to choose.
struct SettingsController {
    let accounts: AccountService
    let relay: RelayUse

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("settings", context: SignedInContext.self)
            .get(use: settings)
            .put(use: save)
    }

    private struct Settings: ResponseEncodable {
        let alwaysRelay: Bool
        let relay: RelayUse

        enum CodingKeys: String, CodingKey {
            case alwaysRelay = "always_relay"
            case relay
        }
    }

    private struct Choice: Decodable {
        let alwaysRelay: Bool

        enum CodingKeys: String, CodingKey {
            case alwaysRelay = "always_relay"
        }
    }

    @Sendable private func settings(_ request: Request, context: SignedInContext) async throws -> Settings {
        let chosen = try await accounts.settings(of: context.signedIn.account.id)
        return Settings(alwaysRelay: chosen.alwaysRelay, relay: relay)
    }

    @Sendable private func save(_ request: Request, context: SignedInContext) async throws -> Response {
        let body = try await request.json(as: Choice.self, context)
        let choice = PersonalSettings(alwaysRelay: body.alwaysRelay)
        guard relay.allows(choice) else { throw APIError.noRelay }
        try await accounts.save(choice, of: context.signedIn.account.id)
        return Response(status: .noContent)
    }
}
