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
        for path: RouterPath in ["setup/:token", "invite/:token", "reset/:token"] {
            site.get(path) { request, _ in try answer("index.html", request) }
        }
        site.get("assets/:file") { request, context in
            try answer(context.parameters.require("file"), request)
        }
        // Beside the page: what an installed page is told by its manifest is relative to where that lies, and a worker
        // is in charge of nothing above it (Service Workers section 2.2).
        site.get("manifest.webmanifest") { request, _ in try answer("manifest.webmanifest", request) }
        site.get("worker.js") { request, _ in
            var response = try answer("worker.js", request)
            response.headers[.contentSecurityPolicy] = Self.workerPolicy
            return response
        }
    }

    /// A worker takes its policy from its own answer, and not from a page (CSP section 4.2). It asks this server, and its
    /// notifications show our pictures.
    private static let workerPolicy = "default-src 'none'; connect-src 'self'; img-src 'self'"

    private func answer(_ name: String, _ request: Request) throws -> Response {
        guard let asset = assets[name] else { throw APIError.notFound }
        return try asset.response(to: request.head, cacheControl: "no-cache")
    }
}
