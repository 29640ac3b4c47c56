import Accounts
import Calls
import Hummingbird
import WebPush

/// Where a browser takes messages while its page is closed.
struct PushController {
    /// nil where nothing is pushed.
    let desk: PushDesk?
    let throttle: PersonThrottle
    let clock: any WallClock

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("push", context: SignedInContext.self)
            .get(use: key)
        api.group("push/subscription", context: SignedInContext.self)
            .put(use: subscribe)
            .delete(use: unsubscribe)
    }

    private struct Key: ResponseEncodable {
        let key: OrNull<String>
    }

    /// As a browser's `PushSubscription.toJSON()` has it, among other things.
    private struct Form: Decodable {
        struct Keys: Decodable {
            let p256dh: String
            let auth: String
        }

        let endpoint: String
        let keys: Keys
    }

    @Sendable private func key(_ request: Request, context: SignedInContext) async throws -> Key {
        Key(key: OrNull(desk?.key.publicText))
    }

    @Sendable private func subscribe(_ request: Request, context: SignedInContext) async throws -> Response {
        guard let desk else { throw APIError.pushIsOff }
        try throttle.take(context.signedIn.account.id, at: clock.now)
        let form = try await request.json(as: Form.self, context)
        let subscription = try PushSubscription(
            endpoint: form.endpoint, publicKey: form.keys.p256dh, secret: form.keys.auth)
        guard desk.reach.allows(subscription.endpoint) else { throw PushSubscriptionFault.place }
        let session = context.signedIn.session.id
        // It may have ended a moment ago.
        guard try await desk.store.save(subscription, of: session, at: clock.now) else {
            throw APIError.signInRequired
        }
        return Response(status: .noContent)
    }

    @Sendable private func unsubscribe(_ request: Request, context: SignedInContext) async throws -> Response
    {
        try throttle.take(context.signedIn.account.id, at: clock.now)
        try await desk?.store.removeSubscription(of: context.signedIn.session.id)
        return Response(status: .noContent)
    }
}
