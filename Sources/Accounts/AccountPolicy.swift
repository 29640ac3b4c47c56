/// How long things last.
package struct AccountPolicy: Sendable {
    /// How long a session lives after it was last used.
    package var sessionLifetime: Duration = .seconds(30 * 24 * 3600)
    /// How old the record of a session's last use may get before a request renews it: a write an hour,
    /// not one a request.
    package var sessionRefreshInterval: Duration = .seconds(3600)
    /// How long a browser is known after somebody last signed in from it: as long as browsers keep a cookie at most.
    package var knownBrowserLifetime: Duration = .seconds(400 * 24 * 3600)
    package var invitationLifetime: Duration = .seconds(7 * 24 * 3600)
    /// How long a link is good with which somebody chooses a new password. It opens an account that there is, so it is
    /// good for less long than an invitation.
    package var resetLifetime: Duration = .seconds(24 * 3600)

    package init() {}
}
