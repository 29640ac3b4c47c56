extension ProbeFault {
    /// A stable word for it, for whoever watches.
    package var code: String {
        switch self {
        case .nameUnknown: "name_unknown"
        case .noWay: "no_way"
        case .noAnswer: "no_answer"
        case .portClosed: "port_closed"
        case .closed: "closed"
        case .certificateName: "certificate_name"
        case .certificateUntrusted: "certificate_untrusted"
        case .tlsFailed: "tls_failed"
        case .asksNoCredentials: "asks_no_credentials"
        case .credentialsRefused: "credentials_refused"
        case .peerDenied: "peer_denied"
        case .quotaReached: "quota_reached"
        case .refused: "refused"
        case .nonsense: "no_such_server"
        case .packetLost: "packet_lost"
        }
    }

    /// What is wrong with a server, and what to do.
    /// - Parameter isManaged: Does Duet run it? Then coturn's settings are Duet's, and not for the operator to change.
    package func advice(isManaged: Bool) -> String { isManaged ? adviceIfManaged : advice }

    private var adviceIfManaged: String {
        switch self {
        case .nameUnknown, .noWay, .noAnswer, .portClosed, .closed, .certificateUntrusted, .tlsFailed,
            .refused,
            .nonsense:
            advice
        case .certificateName:
            "Its certificate is for another name. relay-host must be a name that stands in it."
        case .asksNoCredentials:
            "What answers relays for anybody, so it is not the one that Duet runs. Stop it, or choose another relay-port."
        case .credentialsRefused:
            "It refuses the credentials. Restart Duet with these settings; if that does not help, another relay is on this port."
        case .peerDenied:
            "It does not relay to itself, which two who both depend on it need. coturn never relays to loopback: relay-host, or the host of public-url, must stand for an address by which others reach this machine."
        case .quotaReached:
            "It has lent all that it may to one person or to all, or has no port left. Are there enough relay-ports?"
        case .packetLost:
            "It lends addresses, but no packet comes through. Its relay-ports must be open, also from this machine itself; behind a NAT, relay-public-address must be the address out there."
        }
    }

    /// What is wrong, and what to do.
    package var advice: String {
        switch self {
        case .nameUnknown:
            "Its name has no address. Look at the name, and at your DNS."
        case .noWay:
            "This machine has no way to such an address. Has it IPv4 and IPv6 as the server has?"
        case .noAnswer:
            "Nothing answers. Does it run, and do the firewalls of both machines let this port through?"
        case .portClosed:
            "Its machine is there, but nothing listens on the port. Does it run, and on this port?"
        case .closed:
            "It closed the connection in the midst. Is there something else on this port?"
        case .certificateName:
            "Its certificate is for another name. The URL must name it as its certificate does."
        case .certificateUntrusted:
            "Its certificate is not trusted: it has ended, is of an unknown issuer, or comes without those between (use the full chain). If the issuer is your own, name its certificate in SSL_CERT_FILE."
        case .tlsFailed:
            "TLS did not come about. Does it speak TLS on this port, and has it a certificate?"
        case .asksNoCredentials:
            "It relays for anybody, without credentials. Set use-auth-secret, or strangers use it up."
        case .credentialsRefused:
            "It refuses the credentials. turn-secret must be its static-auth-secret, and the clocks of both machines right."
        case .peerDenied:
            "It does not relay to itself, which two who both depend on it need. Its public address is among its denied-peer-ip, or external-ip is missing behind a NAT."
        case .quotaReached:
            "It has lent all that it may: user-quota, total-quota, or its ports from min-port to max-port."
        case .refused(let code):
            "It answered with error \(code)."
        case .nonsense:
            "What answers is no STUN or TURN server. Is there something else on this port?"
        case .packetLost:
            "It lends addresses, but no packet comes through. Its ports from min-port to max-port must be open, also from itself; behind a NAT it needs external-ip."
        }
    }
}
