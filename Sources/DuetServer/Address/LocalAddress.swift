/// Where a server that listens on this machine is reached from it: `http://127.0.0.1:8080`.
package struct LocalAddress: Hashable, Sendable, CustomStringConvertible {
    private let host: String
    private let port: Int
    private let isSecure: Bool

    /// - Parameter host: What it listens on.
    package init(host: String, port: Int, isSecure: Bool = false) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
    }

    /// Who listens on every address is reached on loopback; those are no addresses to go to.
    package var reachableHost: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    /// On which addresses it listens, in words; nil when it is the one by which it is reached.
    package var everywhere: String? {
        switch host {
        case "0.0.0.0": "on every IPv4 address of this machine, port \(port)"
        case "::": "on every address of this machine, port \(port)"
        default: nil
        }
    }

    package var description: String {
        "\(isSecure ? "https" : "http")://\(ListenAddress(host: reachableHost, port: port))"
    }
}
