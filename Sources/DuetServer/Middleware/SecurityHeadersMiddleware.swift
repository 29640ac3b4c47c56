import HTTPTypes
import Hummingbird

/// What every answer tells the browser not to do.
struct SecurityHeadersMiddleware<Context: RequestContext>: RouterMiddleware {
    let site: Site
    /// For how long browsers are to use `https` with this host; nil says nothing about it (RFC 6797).
    let strictTransport: Duration?

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = policy(for: request)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.permissionsPolicy] =
            "microphone=(self), camera=(), geolocation=(), display-capture=()"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        if let strictTransport {
            response.headers[.strictTransportSecurity] = "max-age=\(strictTransport.components.seconds)"
        }
        return response
    }

    /// Everything from ourselves, nothing inline. `'self'` does not cover `ws:` in every browser, so the
    /// socket's address is named.
    private func policy(for request: Request) -> String {
        var connect = "'self'"
        if let url = site.url(request.head.authority) {
            connect += " \(url.isSecure ? "wss" : "ws")://\(url.authority)"
        }
        return [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
            "media-src 'self' blob:", "connect-src \(connect)", "manifest-src 'self'", "worker-src 'self'",
            "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }
}

extension HTTPField.Name {
    fileprivate static var referrerPolicy: Self { Self("Referrer-Policy") ?? .server }
    fileprivate static var permissionsPolicy: Self { Self("Permissions-Policy") ?? .server }
    fileprivate static var crossOriginOpenerPolicy: Self { Self("Cross-Origin-Opener-Policy") ?? .server }
}
