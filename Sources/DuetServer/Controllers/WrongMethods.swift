import Hummingbird

/// Answers 405 where there is an address but not this method. To be added after every other route.
struct WrongMethods {
    /// All of RFC 9110 section 9.3, and RFC 5789's, but CONNECT, which asks for no address of ours.
    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace,
    ]

    func addRoutes(to router: Router<DuetRequestContext>) {
        for routes in Dictionary(grouping: router.routes, by: \.path.description).values {
            let known = routes.map(\.method)
            let allowed = known + (known.contains(.get) ? [.head] : [])
            for method in Self.methods where !allowed.contains(method) {
                router.on(routes[0].path, method: method) { _, _ -> Response in
                    throw APIError.methodNotAllowed(allowed)
                }
            }
        }
    }
}
