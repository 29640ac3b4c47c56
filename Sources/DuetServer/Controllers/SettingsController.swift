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
        let doNotDisturb: Peace?
        let relay: RelayUse

        enum CodingKeys: String, CodingKey {
            case alwaysRelay = "always_relay"
            case doNotDisturb = "do_not_disturb"
            case relay
        }

        // Written out, so that what is off is there as null.
        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(alwaysRelay, forKey: .alwaysRelay)
            try fields.encode(doNotDisturb, forKey: .doNotDisturb)
            try fields.encode(relay, forKey: .relay)
        }
    }

    /// That one does not want to be disturbed, as long as this is so.
    private struct Peace: Codable {
        /// nil: until it is switched off.
        let until: String?

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(until, forKey: .until)
        }

        init?(_ chosen: DoNotDisturb) {
            guard case .on(let end) = chosen else { return nil }
            until = end?.wireText
        }

        var end: Timestamp? {
            get throws {
                guard let until else { return nil }
                guard let moment = Timestamp(wireText: until) else { throw APIError.invalidUntil }
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
            alwaysRelay: chosen.alwaysRelay, doNotDisturb: Peace(chosen.doNotDisturb), relay: relay)
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
