/// What was sent since the start.
package struct PushStatistics: Hashable, Sendable {
    /// Messages by what became of them.
    package var results: [PushResult: Int] = [:]
    /// Messages that wait or are being sent.
    package var waiting = 0

    /// Nothing yet.
    package init() {}
}
