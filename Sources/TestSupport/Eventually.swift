/// Waits for something to become true that needs nobody's help. Only a failure reaches the deadline.
/// - Parameter what: What is waited for, as it stands in the failure.
package func eventually(_ what: String, _ isTrue: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(60))
    while try await !isTrue() {
        if ContinuousClock.now > deadline { throw NeverCame(what: what) }
        // Lets the tests beside this one, and the processes that some of them wait for, have the processor.
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// Something did not become true in time.
struct NeverCame: Error, CustomStringConvertible {
    let what: String

    var description: String { "Never so: \(what)" }
}
