/// Somebody who can connect.
struct Person: Sendable {
    /// As long as the ids that Duet makes: 22 characters.
    let id: String
    /// The whole header of a signed-in browser.
    let cookie: String

    init(number: Int, cookie: String) {
        let digits = String(number)
        id = "bench-" + String(repeating: "0", count: max(0, 16 - digits.count)) + digits
        self.cookie = cookie
    }
}
