/// Why a subscription cannot be used.
package enum PushSubscriptionFault: Error, Hashable, CaseIterable, Sendable {
    /// Its endpoint is no `https` URL.
    case endpoint
    /// Its keys are none.
    case keys
    /// Its endpoint is where this server sends nothing.
    case place

    /// Stable.
    package var code: String {
        switch self {
        case .endpoint: "push_endpoint_invalid"
        case .keys: "push_keys_invalid"
        case .place: "push_endpoint_refused"
        }
    }

    /// What of the subscription it is about.
    package var field: String {
        switch self {
        case .endpoint, .place: "endpoint"
        case .keys: "keys"
        }
    }

    /// For people.
    package var message: String {
        switch self {
        case .endpoint:
            "endpoint must be an https URL of at most \(PushEndpoint.longest) bytes, as the browser gives it."
        case .keys:
            "keys must be p256dh, a point of P-256 in 65 bytes, and auth, 16 bytes, both in base64url, as the browser gives them."
        case .place:
            "Messages are sent to public push services only. If this one is your own, the operator can set push-allow-private."
        }
    }
}
