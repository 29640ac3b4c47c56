import Testing

@testable import Accounts

@Suite struct PasswordTests {
    @Test func `the same keys on two systems make the same password`() throws {
        let composed = try Password(chosen: "p\u{E4}ssword")
        let decomposed = Password(entered: "pa\u{308}ssword")
        #expect(composed.bytes == decomposed.bytes)
    }

    @Test func `a no-break space is a space`() throws {
        #expect(Password(entered: "two\u{A0}words").bytes == Array("two words".utf8))
    }

    @Test func `compatibility characters and letter case are kept apart`() {
        #expect(Password(entered: "ﬁne").bytes != Password(entered: "fine").bytes)
        #expect(Password(entered: "Fine").bytes != Password(entered: "fine").bytes)
    }

    @Test(arguments: ["12345678", "        ", "пароль12", String(repeating: "é", count: 512)])
    func `may be chosen`(text: String) {
        #expect(throws: Never.self) { try Password(chosen: text) }
    }

    @Test(arguments: [
        ("", AccountError.passwordTooShort),
        ("1234567", .passwordTooShort),
        // Eight code points as typed, seven in normalization form C.
        ("123456e\u{301}", .passwordTooShort),
        (String(repeating: "x", count: 1025), .passwordTooLong),
        (String(repeating: "é", count: 513), .passwordTooLong),
        ("pass\tword", .passwordInvalid),
        ("password\u{0}", .passwordInvalid),
        ("password\n", .passwordInvalid),
    ])
    func `may not be chosen`(text: String, error: AccountError) {
        #expect(throws: error) { try Password(chosen: text) }
    }

    @Test func `is not printed by mistake`() {
        let password = Password(entered: "hunter2 hunter2")
        var dumped = ""
        dump(password, to: &dumped)
        #expect("\(password)" == "<password>")
        #expect(!dumped.contains("104"), "the bytes of the password were dumped: \(dumped)")
    }
}
