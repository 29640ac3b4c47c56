import Hummingbird

/// The page and its files.
struct PagesController {
    let assets: WebAssets

    func addRoutes(to router: Router<DuetRequestContext>) {
        // One page for every address that people can have in their hands; it finds out which it is.
        for path: RouterPath in ["/", "setup/:token", "invite/:token"] {
            router.get(path) { request, _ in try answer("index.html", request) }
        }
        router.get("assets/:file") { request, context in
            try answer(context.parameters.require("file"), request)
        }
    }

    private func answer(_ name: String, _ request: Request) throws -> Response {
        guard let asset = assets[name] else { throw APIError.notFound }
        return try asset.response(to: request.head, cacheControl: "no-cache")
    }
}
