import Accounts
import CallCore
import Calls
import Hummingbird

/// Whom one can call.
struct PeopleController {
    let people: PeopleList

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("people", context: SignedInContext.self).get(use: people)
    }

    /// The same for everybody, the asker among them.
    @Sendable private func people(_ request: Request, context: SignedInContext) async throws -> Response {
        // The browser may keep it, for this person, and asks each time whether it is still so.
        try await people.body.response(to: request.head, cacheControl: "private, no-cache")
    }
}
