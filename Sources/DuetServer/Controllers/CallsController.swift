import Accounts
import CallCore
import Hummingbird
import Signaling
import Switchboard

/// What calls there have been, and what happened in each.
struct CallsController {
    let history: any CallHistory
    let people: any PeopleDirectory

    private static let largestPage = 100
    private static let page = 30

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("calls", context: SignedInContext.self)
            .get(use: calls)
            .get(":call_id", use: call)
    }

    private struct Calls: ResponseEncodable {
        let calls: [Entry]
    }

    private struct Entry: Encodable {
        let callID: String
        let peer: Person
        let direction: String
        let reason: String?
        let startedAt: String
        let answeredAt: String?
        let endedAt: String?

        enum CodingKeys: String, CodingKey {
            case callID = "call_id"
            case peer, direction, reason
            case startedAt = "started_at"
            case answeredAt = "answered_at"
            case endedAt = "ended_at"
        }
    }

    private struct Details: ResponseEncodable {
        struct Line: Encodable {
            let at: String
            let kind: String
            let userID: String?
            let deviceID: String?
            let detail: String?

            enum CodingKeys: String, CodingKey {
                case at, kind
                case userID = "user_id"
                case deviceID = "device_id"
                case detail
            }
        }

        let call: Entry
        let timeline: [Line]
    }

    @Sendable private func calls(_ request: Request, context: SignedInContext) async throws -> Calls {
        let user = try Self.user(context)
        let parameters = request.uri.queryParameters
        var before: Timestamp?
        if let text = parameters["before"] {
            guard let moment = Timestamp(wireText: String(text)) else {
                throw APIError(
                    status: .badRequest, code: "invalid_before",
                    message: "before must be a moment such as 2026-11-23T09:30:00.000Z.")
            }
            before = moment
        }
        let limit = parameters["limit"].flatMap { Int($0) } ?? Self.page
        guard (1...Self.largestPage).contains(limit) else {
            throw APIError(
                status: .badRequest, code: "invalid_limit",
                message: "limit must be a number from 1 to \(Self.largestPage).")
        }
        let calls = try history.calls(of: user, before: before, limit: limit)
        return Calls(calls: try calls.map { try entry($0, for: user) })
    }

    @Sendable private func call(_ request: Request, context: SignedInContext) async throws -> Details {
        let user = try Self.user(context)
        guard let id = CallID(try context.parameters.require("call_id")), let call = try history.call(id),
            call.involves(user)
        else { throw APIError.notFound }
        let lines = try history.timeline(of: call.id).map { entry in
            Details.Line(
                at: entry.at.wireText, kind: entry.kind, userID: entry.party?.user.description,
                deviceID: entry.party?.device.description, detail: entry.detail)
        }
        return Details(call: try entry(call, for: user), timeline: lines)
    }

    private func entry(_ call: Call, for user: UserID) throws -> Entry {
        let id = call.peer(of: user)
        let peer =
            try people.entry(for: id)?.person
            ?? Person(id: id, username: id.description, name: id.description)
        var ended: Call.Ended?
        var answeredAt: Timestamp?
        switch call.state {
        case .ringing: break
        case .inCall(let inCall): answeredAt = inCall.answeredAt
        case .ended(let end):
            ended = end
            answeredAt = end.answeredAt
        }
        return Entry(
            callID: call.id.description, peer: peer,
            direction: call.caller.user == user ? "outgoing" : "incoming", reason: ended?.reason.rawValue,
            startedAt: call.startedAt.wireText, answeredAt: answeredAt?.wireText,
            endedAt: ended?.at.wireText)
    }

    private static func user(_ context: SignedInContext) throws -> UserID {
        guard let user = UserID(context.signedIn.account.id) else { throw APIError.internalError }
        return user
    }
}
