/// A new invitation, and the one copy of the token that goes into its link.
package struct IssuedInvitation: Sendable {
    package let token: SecretToken
    package let invitation: Invitation
}
