/// Waits for something that needs nobody's help to become true. Only a failure reaches the deadline.
/// - Parameter what: What is waited for, as it stands in the failure.
package func eventually(_ what: String, _ isTrue: () -> Bool) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(30))
    while !isTrue() {
        if ContinuousClock.now > deadline { throw NeverCame(what: what) }
        await Task.yield()
    }
}

/// Something did not become true in time.
struct NeverCame: Error, CustomStringConvertible {
    let what: String

    var description: String { "Never so: \(what)" }
}
