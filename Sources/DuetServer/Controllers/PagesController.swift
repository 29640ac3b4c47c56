import Hummingbird

/// The page and its files.
struct PagesController {
    let assets: WebAssets
    /// What stands before the path of every address of ours: `/talk`, or nothing.
    let basePath: String

    func addRoutes(to site: RouterGroup<DuetRequestContext>) {
        site.get("/") { request, _ in
            // The router takes both for the same; a browser tells the page's name by the last slash.
            request.uri.path == basePath
                ? Response(status: .permanentRedirect, headers: [.location: basePath + "/"])
                : try answer("index.html", request)
        }
        // One page for every address that people can have in their hands; it finds out which it is.
        for path: RouterPath in ["setup/:token", "invite/:token"] {
            site.get(path) { request, _ in try answer("index.html", request) }
        }
        site.get("assets/:file") { request, context in
            try answer(context.parameters.require("file"), request)
        }
    }

    private func answer(_ name: String, _ request: Request) throws -> Response {
        guard let asset = assets[name] else { throw APIError.notFound }
        return try asset.response(to: request.head, cacheControl: "no-cache")
    }
}
