/// Where a server that listens on this machine is reached from it: `http://127.0.0.1:8080`.
struct LocalAddress: CustomStringConvertible {
    let host: String
    let port: Int

    var description: String {
        switch host {
        // Who listens on every address is reached on loopback; these are no addresses to go to.
        case "0.0.0.0": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        // RFC 3986 section 3.2.2: the colons of an IPv6 address stand in brackets.
        case _ where host.contains(":"): "http://[\(host)]:\(port)"
        default: "http://\(host):\(port)"
        }
    }
}
