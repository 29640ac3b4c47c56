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
        var headers: HTTPFields = [
            .eTag: asset.entityTag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if request.headers[.ifNoneMatch] == asset.entityTag {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = asset.type
        let accepted = request.headers[.acceptEncoding] ?? ""
        if let gzip = asset.gzip, accepted.contains("gzip") {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: gzip))
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.plain))
    }
}
