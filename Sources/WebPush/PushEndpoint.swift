import Networks

/// The address at which a push service takes messages for one browser (RFC 8030 section 5). Whoever knows it can ask
/// the service for something, so it is not for logs.
package struct PushEndpoint: Hashable, Sendable {
    /// Bytes of the longest one that is taken. Those of today's services have some 200 to 500.
    package static let longest = 2048

    /// The service's host, a name or an address; IPv6 in brackets.
    package let host: String
    /// The service's port, whether it is written or not.
    package let port: Int
    /// The URL.
    package let url: String
    /// The service's origin (RFC 6454 section 6.2), which a token is made for.
    package let origin: String

    /// Checks a URL.
    /// - Returns: nil unless it is `https`, a host, perhaps a port, and a path of what may stand in one (RFC 3986
    ///   appendix A): no user, no fragment, nothing that two programs could read in two ways.
    package init?(_ text: String) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let authority = Authority(String(rest[..<end])), rest[end...].utf8.allSatisfy(Self.mayStand)
        else { return nil }
        let shown = authority.port == 443 ? Authority(host: authority.host, port: nil) : authority
        host = authority.host
        port = authority.port ?? 443
        origin = scheme + shown.description
        url = origin + (rest[end...].hasPrefix("/") ? "" : "/") + rest[end...]
        guard url.utf8.count <= Self.longest else { return nil }
    }

    /// Letters, digits, and what else a path and a query hold.
    private static func mayStand(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: byte.isDigit || "-._~:@!$&'()*+,;=/?%".utf8.contains(byte)
        }
    }
}
