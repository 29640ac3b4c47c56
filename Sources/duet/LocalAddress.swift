import DuetServer

/// Where a server that listens on this machine is reached from it: `http://127.0.0.1:8080`.
struct LocalAddress: CustomStringConvertible {
    let host: String
    let port: Int
    var isSecure = false

    /// Who listens on every address is reached on loopback; those are no addresses to go to.
    var reachableHost: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    var description: String {
        "\(isSecure ? "https" : "http")://\(ListenAddress(host: reachableHost, port: port))"
    }
}
