import Accounts
import Testing

@Suite struct AccountErrorTests {
    @Test func `codes and fields are what the page relies on`() {
        let table = AccountError.allCases.map { "\($0.code) \($0.field?.rawValue ?? "-")" }
        #expect(
            table == [
                "username_taken username",
                "username_invalid username",
                "username_imitates username",
                "name_invalid name",
                "name_imitates name",
                "password_too_short password",
                "password_too_long password",
                "password_invalid password",
                "wrong_credentials -",
                "wrong_password current",
                "account_disabled -",
                "invitation_invalid token",
                "invitation_expired token",
                "invitation_used token",
                "too_many_invitations -",
                "setup_closed token",
                "reset_invalid token",
                "reset_expired token",
                "administrators_only -",
                "last_administrator -",
                "own_account -",
                "unknown_invitation -",
                "unknown_user -",
                "unknown_session -",
                "self_block -",
                "end_has_passed -",
                "too_busy -",
            ])
    }

    @Test(arguments: AccountError.allCases)
    func `a message is a sentence`(error: AccountError) {
        #expect(error.message.hasSuffix("."))
        #expect(error.message.first?.isUppercase == true)
    }
}
