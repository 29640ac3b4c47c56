import Accounts
import CallCore
import Calls
import Hummingbird
import Signaling

/// What one has chosen for oneself, and what this server leaves to choose. Each choice is kept by itself, and one's other
/// devices are told that there was one.
struct SettingsController {
    let accounts: AccountService
    let relay: RelayUse
    let calls: CallThread

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("settings", context: SignedInContext.self)
            .get(use: settings)
            .put(use: save)
            .put("do-not-disturb", use: doNotDisturb)
            .delete("do-not-disturb", use: disturb)
    }

    private struct Settings: ResponseEncodable {
        let alwaysRelay: Bool
        let doNotDisturb: OrNull<Peace>
        let relay: RelayUse

        enum CodingKeys: String, CodingKey {
            case alwaysRelay = "always_relay"
            case doNotDisturb = "do_not_disturb"
            case relay
        }
    }

    /// That one does not want to be disturbed, as long as this is so.
    private struct Peace: Codable {
        /// Null: until it is switched off.
        let until: OrNull<String>

        init?(_ chosen: DoNotDisturb) {
            guard case .on(let end) = chosen else { return nil }
            until = OrNull(end?.wireText)
        }

        var end: Timestamp? {
            get throws {
                guard let text = until.value else { return nil }
                guard let moment = Timestamp(wireText: text) else { throw APIError.invalidUntil }
                return moment
            }
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
        return Settings(
            alwaysRelay: chosen.alwaysRelay, doNotDisturb: OrNull(Peace(chosen.doNotDisturb)), relay: relay)
    }

    @Sendable private func save(_ request: Request, context: SignedInContext) async throws -> Response {
        let choice = try await request.json(as: Choice.self, context)
        guard relay.allows(alwaysRelay: choice.alwaysRelay) else { throw APIError.noRelay }
        let person = context.signedIn.account.id
        try await accounts.choose(alwaysRelay: choice.alwaysRelay, for: person)
        return kept(for: person)
    }

    @Sendable private func doNotDisturb(
        _ request: Request, context: SignedInContext
    ) async throws -> Response {
        let wanted = try await request.json(as: Peace.self, context)
        let person = context.signedIn.account.id
        try await accounts.choose(.on(until: try wanted.end), for: person)
        return kept(for: person)
    }

    @Sendable private func disturb(_ request: Request, context: SignedInContext) async throws -> Response {
        let person = context.signedIn.account.id
        try await accounts.choose(.off, for: person)
        return kept(for: person)
    }

    private func kept(for person: UserID) -> Response {
        calls.tell(.settings, to: person)
        return Response(status: .noContent)
    }
}
