import Networks

/// Which hosts messages are sent to. People name their push service themselves, and must not make the server ask its
/// own network for anything.
package enum PushReach: Hashable, Sendable {
    /// Public ones, at the port of https.
    case publicHosts
    /// Any: for a push service of one's own, and for tests.
    case everything

    /// May somebody be reached at this endpoint, as far as that shows in it? What a name stands for is known only when
    /// it is looked up.
    package func allows(_ endpoint: PushEndpoint) -> Bool {
        switch self {
        case .publicHosts:
            endpoint.port == 443 && IPAddress(endpoint.host.withoutBrackets)?.isPublic != false
        case .everything: true
        }
    }

    /// May this address be connected to?
    package func allows(_ address: IPAddress) -> Bool {
        switch self {
        case .publicHosts: address.isPublic
        case .everything: true
        }
    }
}
