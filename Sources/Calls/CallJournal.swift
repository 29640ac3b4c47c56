import CallCore

/// Where calls outlive the process, so that what a person has been told is still true after `kill -9`.
///
/// The functions block: the call service calls them on the deciding thread, see ``CallThread``. So they wait for another
/// process that holds the store for a moment at most.
package protocol CallJournal: Sendable {
    /// Every call that is not over, as found after a start, without connections. One that makes no sense is put out of
    /// the way and logged: it must not keep the server from starting, neither now nor the next time.
    /// - Throws: What the store throws.
    func load() throws -> [Call]

    /// Saves all of it, or throws and has saved nothing.
    /// - Parameters:
    ///   - calls: Each call at most once, as it is now. Who is connected is not kept.
    ///   - lines: In the order in which they happened. Each call is known by then.
    /// - Throws: ``StoreFault`` when nothing at all can be saved now. Any other error is about these calls.
    func commit(_ calls: [Call], _ lines: [TimelineLine]) throws

    /// Writes something that says nothing, to find out whether the store can save. Waits for nobody.
    /// - Throws: ``StoreFault``.
    func probe() throws

    /// The call with this id or alias, if it is over.
    /// - Throws: What the store throws, also when the call's row makes no sense.
    func ended(_ name: CallID) throws -> Call?
}

/// A line of a call's timeline, with the call that it belongs to.
package struct TimelineLine: Hashable, Sendable {
    /// The call, by its own id.
    package let call: CallID
    /// What happened.
    package let entry: TimelineEntry

    /// A line of a call's timeline.
    package init(call: CallID, entry: TimelineEntry) {
        self.call = call
        self.entry = entry
    }
}
