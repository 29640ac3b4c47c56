import Accounts
import CallCore
import Storage
import TestSupport
import Testing

@testable import Calls

/// The server starts over rows that no program of ours can have written.
struct DamagedStoreTests {
    @Test(
        "a call that makes no sense keeps no server from starting, and nobody else's call from ringing on",
        arguments: [
            "caller_device = 'no uuid'", "expires_at = -9223372036854775808",
            "expires_at = 9223372036854775807", "started_at = -9223372036854775808",
        ])
    func start(damage: String) async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        let carl = fixture.device("carl")
        _ = try await SQLiteAccountStore(fixture.database.database).setDisabled(false, username: "dora")
        _ = fixture.device("dora")
        try carl.send("call:initiate", to: "dora", ["call_id": Samples.otherCall])
        try StoreHolder(fixture.database).damage(
            "UPDATE call SET \(damage) WHERE id = '\(Samples.call)'")
        try fixture.restart()
        #expect(fixture.call(of: "alice") == nil)
        #expect(fixture.call(of: "carl")?.id == CallID(Samples.otherCall))
        fixture.advance(by: .seconds(46))
        #expect(fixture.call(of: "carl") == nil)

        // Whoever was in it can call again, also by the same name.
        let again = fixture.device("alice")
        _ = try again.take()
        try again.send("call:initiate", to: "bo", ["call_id": Samples.call])
        #expect(try again.story() == ["session:call(calling)"])
    }
}
