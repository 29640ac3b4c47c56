/// Somebody tries too often.
struct TooManyAttempts: Error, Hashable {
    /// Which of the limits it is that takes longest.
    enum Limit: String, Hashable {
        /// Too many from one network.
        case network
        /// Too many for one user name.
        case username
        /// Too many from one network at the same time.
        case atOnce = "at_once"
        /// Too many credentials of the relay for one person.
        case relayCredentials = "relay_credentials"
        /// Too many changes of one person's push subscriptions.
        case pushSubscriptions = "push_subscriptions"
        /// Too many new names of one person.
        case renames
    }

    /// Which of the limits it is that takes longest.
    let limit: Limit
    /// How long until the next attempt is allowed.
    let wait: Duration
}
