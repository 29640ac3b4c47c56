import DuetServer

/// Where a server that listens on this machine is reached from it: `http://127.0.0.1:8080`.
struct LocalAddress: CustomStringConvertible {
    let host: String
    let port: Int
    var isSecure = false

    var description: String {
        let scheme = isSecure ? "https" : "http"
        return switch host {
        // Who listens on every address is reached on loopback; these are no addresses to go to.
        case "0.0.0.0": "\(scheme)://127.0.0.1:\(port)"
        case "::": "\(scheme)://[::1]:\(port)"
        default: "\(scheme)://\(ListenAddress(host: host, port: port))"
        }
    }
}
