import DuetServer

/// Where a server that listens on this machine is reached from it: `http://127.0.0.1:8080`.
struct LocalAddress: CustomStringConvertible {
    let host: String
    let port: Int

    var description: String {
        switch host {
        // Who listens on every address is reached on loopback; these are no addresses to go to.
        case "0.0.0.0": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        default: "http://\(ListenAddress(host: host, port: port))"
        }
    }
}
