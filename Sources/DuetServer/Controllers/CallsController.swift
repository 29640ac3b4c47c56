import Accounts
import CallCore
import CallStory
import Calls
import Hummingbird
import RateLimits
import Signaling
import Storage

/// What calls there have been, and what happened in each.
struct CallsController {
    let history: SQLiteCallHistory
    let calls: CallThread
    let clock: any WallClock

    private static let largestPage = 100
    private static let page = 30
    private static let longestTimeline = 1_200

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("calls", context: SignedInContext.self)
            .get(use: list)
            .put("seen", use: markSeen)
            .get(":call_id", use: call)
            .get(":call_id/timeline", use: timeline)
            .post(":call_id/decline", use: decline)
    }

    private struct Calls: ResponseEncodable {
        let calls: [Entry]
        let seen: OrNull<String>
    }

    private struct Look: Decodable {
        let until: String
    }

    private struct Entry: Encodable {
        let callID: String
        let peer: Peer
        let direction: String
        let reason: OrNull<String>
        let startedAt: String
        let answeredAt: OrNull<String>
        let endedAt: OrNull<String>

        enum CodingKeys: String, CodingKey {
            case callID = "call_id"
            case peer, direction, reason
            case startedAt = "started_at"
            case answeredAt = "answered_at"
            case endedAt = "ended_at"
        }

        init(_ entry: HistoryEntry) {
            callID = entry.call.description
            peer = Peer(entry.peer)
            direction = entry.direction.rawValue
            reason = OrNull(entry.ending?.reason.rawValue)
            startedAt = entry.startedAt.wireText
            answeredAt = OrNull(entry.answeredAt?.wireText)
            endedAt = OrNull(entry.ending?.at.wireText)
        }
    }

    /// Somebody, or what stands in the place of one whose account is gone.
    private struct Peer: Encodable {
        let id: String
        let username: String
        let name: String
        let deleted: Bool

        init(_ peer: HistoryEntry.Peer) {
            let person = peer.person
            (id, username, name) = (person.id.description, person.username, person.name)
            deleted = peer.isRemoved
        }
    }

    private struct Details: ResponseEncodable {
        let call: Entry
    }

    private struct Timeline: ResponseEncodable {
        let timeline: [ToldLine]
        let leftOut: Int

        enum CodingKeys: String, CodingKey {
            case timeline
            case leftOut = "left_out"
        }
    }

    @Sendable private func list(_ request: Request, context: SignedInContext) async throws -> Calls {
        let user = context.signedIn.account.id
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
        let calls = try await history.calls(of: user, before: before, limit: limit)
        return Calls(calls: calls.map { Entry($0) }, seen: OrNull(try await history.seen(by: user)?.wireText))
    }

    /// Somebody has looked at their calls; their other devices hear of it.
    @Sendable private func markSeen(_ request: Request, context: SignedInContext) async throws -> Response {
        let user = context.signedIn.account.id
        let look = try await request.json(as: Look.self, context)
        guard let moment = Timestamp(wireText: look.until) else { throw APIError.invalidUntil }
        // Nobody has seen what is still to come.
        if try await history.markSeen(until: min(moment, clock.now), by: user) {
            calls.tell(.seenCalls, to: user)
        }
        return Response(status: .noContent)
    }

    @Sendable private func call(_ request: Request, context: SignedInContext) async throws -> Details {
        Details(call: Entry(try await entry(context)))
    }

    /// The call that the address names, if it is one of the person's.
    private func entry(_ context: SignedInContext) async throws -> HistoryEntry {
        guard let id = CallID(try context.parameters.require("call_id")),
            let entry = try await history.call(id, of: context.signedIn.account.id)
        else { throw APIError.notFound }
        return entry
    }

    @Sendable private func timeline(_ request: Request, context: SignedInContext) async throws -> Timeline {
        let entry = try await entry(context)
        try await calls.flushTimeline(of: entry.call)
        let (entries, leftOut) = try await history.timeline(of: entry.call, limit: Self.longestTimeline)
        let (me, peer) = (context.signedIn.account.id, entry.peer.person.id)
        let (audience, caller, callee): (StoryAudience, UserID, UserID) =
            switch entry.direction {
            case .outgoing: (.caller, me, peer)
            case .incoming: (.callee, peer, me)
            }
        let lines = StoryReader.read(entries, caller: caller, callee: callee)
        return Timeline(timeline: lines.map { audience.told($0) }, leftOut: leftOut)
    }

    /// What "Decline" in a notification does, where no page is open.
    @Sendable private func decline(_ request: Request, context: SignedInContext) async throws -> Response {
        guard let id = CallID(try context.parameters.require("call_id")) else { throw APIError.unknownCall }
        switch try await calls.decline(id, by: context.signedIn.account.id) {
        case .declined: return Response(status: .noContent)
        case .notRinging: throw APIError.notRinging
        case .unknown: throw APIError.unknownCall
        case .tooMany: throw APIError.tooManyAttempts(wait: Limits.messages.interval)
        case .failed: throw APIError.internalError
        }
    }
}
