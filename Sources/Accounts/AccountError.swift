import RateLimits

/// Why a request about an account was turned down.
///
/// The raw value is the stable code that goes over the wire and that a page translates; the message
/// is the sentence for whoever has no translation.
package enum AccountError: String, Error, Equatable, Sendable, CaseIterable {
    case usernameTaken = "username_taken"
    case usernameInvalid = "username_invalid"
    case usernameImitates = "username_imitates"
    case nameInvalid = "name_invalid"
    case nameImitates = "name_imitates"
    case passwordTooShort = "password_too_short"
    case passwordTooLong = "password_too_long"
    case passwordInvalid = "password_invalid"
    /// Unknown name and wrong password alike: which of them it was is nobody's business.
    case wrongCredentials = "wrong_credentials"
    /// Of somebody who is signed in already and changes something for which the password is asked.
    case wrongPassword = "wrong_password"
    /// To whoever knows the password, and to whoever manages accounts.
    case accountDisabled = "account_disabled"
    case invitationInvalid = "invitation_invalid"
    case invitationExpired = "invitation_expired"
    case invitationUsed = "invitation_used"
    case tooManyInvitations = "too_many_invitations"
    case setupClosed = "setup_closed"
    case resetInvalid = "reset_invalid"
    case resetExpired = "reset_expired"
    case administratorsOnly = "administrators_only"
    case lastAdministrator = "last_administrator"
    case ownAccount = "own_account"
    case unknownInvitation = "unknown_invitation"
    case unknownUser = "unknown_user"
    case unknownSession = "unknown_session"
    case selfBlock = "self_block"
    case endHasPassed = "end_has_passed"
    case tooBusy = "too_busy"

    /// The input that a form shows the message beside.
    package enum Field: String, Sendable {
        case username, name, password, token
        /// The password until now, where another one is chosen.
        case current
    }

    package var code: String { rawValue }

    package var message: String {
        switch self {
        case .usernameTaken:
            "This user name is taken. Choose another one."
        case .usernameInvalid:
            "A user name has 1 to 32 characters: letters from a to z, digits, dot, underscore and hyphen."
        case .usernameImitates:
            "This user name could be taken for somebody else's name. Choose another one."
        case .nameInvalid:
            "A name has 1 to 64 visible characters, and no invisible ones."
        case .nameImitates:
            "This name could be taken for somebody else's. Add something that tells the two of you apart."
        case .passwordTooShort:
            "A password has at least 8 characters."
        case .passwordTooLong:
            "A password has at most 1024 bytes."
        case .passwordInvalid:
            "A password cannot contain tabs, line breaks or other control characters."
        case .wrongCredentials:
            "The user name or the password is wrong."
        case .wrongPassword:
            "This is not your password."
        case .accountDisabled:
            "This account is disabled. Ask whoever runs this Duet."
        case .invitationInvalid:
            "This invitation does not exist. Check that the link is complete, or ask for a new one."
        case .invitationExpired:
            "This invitation has expired. Ask for a new one."
        case .invitationUsed:
            "This invitation has already been used. Ask for a new one."
        case .tooManyInvitations:
            "You have \(Limits.openInvitationsOfPerson) invitations that nobody has taken up. Make another one when one of them was used or has expired."
        case .setupClosed:
            "Duet is already set up. Ask somebody who has an account for an invitation."
        case .resetInvalid:
            "This link does not work any more: it was used, or a newer one was made. Ask for a new one."
        case .resetExpired:
            "This link has expired. Ask for a new one."
        case .administratorsOnly:
            "Only administrators may do this."
        case .lastAdministrator:
            "Nobody else is an administrator here. Make somebody else one first."
        case .ownAccount:
            "This is your own account. Delete it where you change your name, or ask another administrator."
        case .unknownInvitation:
            "There is no such open invitation. It may have been used, or it has expired."
        case .unknownUser:
            "There is no account with this name."
        case .unknownSession:
            "You are not signed in there any more."
        case .selfBlock:
            "You cannot block yourself."
        case .endHasPassed:
            "By the server's clock this moment has passed. Check the date and the time of your device."
        case .tooBusy:
            "Too many people are signing in right now. Try again in a few seconds."
        }
    }

    /// The field at fault, or nil when it is none in particular.
    package var field: Field? {
        switch self {
        case .usernameTaken, .usernameInvalid, .usernameImitates: .username
        case .nameInvalid, .nameImitates: .name
        case .passwordTooShort, .passwordTooLong, .passwordInvalid: .password
        case .invitationInvalid, .invitationExpired, .invitationUsed, .setupClosed, .resetInvalid,
            .resetExpired:
            .token
        case .wrongPassword: .current
        case .wrongCredentials, .accountDisabled, .unknownUser, .unknownSession, .selfBlock, .endHasPassed,
            .tooManyInvitations, .administratorsOnly, .lastAdministrator, .ownAccount, .unknownInvitation,
            .tooBusy:
            nil
        }
    }
}

extension AccountError: CustomStringConvertible {
    package var description: String { message }
}
