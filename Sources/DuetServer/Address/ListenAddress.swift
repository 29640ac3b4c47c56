import Networks

/// Where something listens: an address of this machine, and a port.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address; IPv6 without brackets.
    package let host: String
    /// 0 takes a free one.
    package let port: Int

    /// An address and a port.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `9464`, which is a port of 127.0.0.1, `192.0.2.1:9464` or `[::1]:9464`.
    package init?(_ text: String) {
        if text.isDigits, let port = UInt16(text) {
            self.init(host: "127.0.0.1", port: Int(port))
        } else if let authority = Authority(text), let port = authority.port {
            self.init(host: authority.host.withoutBrackets, port: port)
        } else {
            return nil
        }
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
