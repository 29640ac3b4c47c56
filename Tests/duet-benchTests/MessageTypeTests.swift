import Testing

@testable import duet_bench

@Suite struct MessageTypeTests {
    @Test(
        "The envelope's type is found wherever it stands",
        arguments: [
            (#"{"type":"call:offer","payload":{}}"#, MessageType.offer),
            (#"{"payload":{"type":"call:offer","code":"x"},"type":"session:error"}"#, .refusal),
            (#"{ "payload" : [{"type":"call:end"}], "type" : "session:ready" }"#, .ready),
            (
                #"{"from_user_id":"type","to_user_id":"\"type\":\"call:end\"","type":"call:ice-candidate"}"#,
                .candidate
            ),
            (#"{"note":"ends in a backslash \\","type":"call:answer"}"#, .answer),
        ])
    func found(text: String, type: MessageType) {
        #expect(Array(text.utf8).withUnsafeBytes { MessageType(of: $0) } == type)
    }

    @Test(
        "What has no type that is known is something else",
        arguments: [
            "", "{", "{}", #"{"type":7}"#, #"{"type":"session:new"}"#, #"{"type"#, #"["type","call:offer"]"#,
        ])
    func other(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { MessageType(of: $0) } == .other)
    }
}
