import Foundation

/// How long things last, in seconds.
package struct AccountPolicy: Sendable {
    /// How long a session lives after it was last used.
    package var sessionLifetime: TimeInterval = 30 * 24 * 3600
    /// How old the record of a session's last use may get before a request renews it: a write an hour,
    /// not one a request.
    package var sessionRefreshInterval: TimeInterval = 3600
    package var invitationLifetime: TimeInterval = 7 * 24 * 3600

    package init() {}
}
