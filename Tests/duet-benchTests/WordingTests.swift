import Testing

@testable import duet_bench

@Suite struct WordingTests {
    private let alice = Person(number: 1, cookie: "")
    private let bo = Person(number: 20_000, cookie: "")

    @Test("A candidate's message is 400 bytes long")
    func candidate() {
        #expect(Wording.candidate(from: alice, to: bo).utf8.count == 400)
    }

    @Test("A description has the size of a browser's, one audio section and a fingerprint")
    func description() {
        let text = Wording.description("call:offer", from: alice, to: bo)
        #expect((2_500...3_500).contains(text.utf8.count))
        #expect(text.split(separator: #"\r\n"#).filter { $0.hasPrefix("m=") }.count == 1)
        #expect(text.contains(#"\r\na=fingerprint:sha-256 "#))
    }

    @Test("Ids are as long as the server's own")
    func ids() {
        #expect(alice.id == "bench-0000000000000001")
        #expect(bo.id == "bench-0000000000020000")
    }
}
