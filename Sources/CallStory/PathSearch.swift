import Signaling

/// What a device had found of a path that it searched for.
package struct PathSearch: Hashable, Sendable {
    /// What only its own person may know, and the operator: what they have chosen, and what servers answered in their network.
    package struct Own: Hashable, Sendable {
        /// Might only a relay be used?
        package let isRelayOnly: Bool
        /// The last fault of each kind of server.
        package let faults: Gathering.Faults

        package init(isRelayOnly: Bool, faults: Gathering.Faults) {
            self.isRelayOnly = isRelayOnly
            self.faults = faults
        }
    }

    /// Where the media stood.
    package let media: MediaReport.Media
    /// Had every server answered, or been given up?
    package let isComplete: Bool
    /// Which kinds of addresses it had. The other device is told of them as well, as candidates.
    package let found: Gathering.Found
    /// nil where it is not told.
    package let own: Own?

    package init(media: MediaReport.Media, isComplete: Bool, found: Gathering.Found, own: Own?) {
        self.media = media
        self.isComplete = isComplete
        self.found = found
        self.own = own
    }

    init(media: MediaReport.Media, _ gathering: Gathering) {
        self.init(
            media: media, isComplete: gathering.isComplete, found: gathering.found,
            own: Own(isRelayOnly: gathering.isRelayOnly, faults: gathering.faults))
    }

    /// What of it may be told to the other one.
    var withoutOwn: PathSearch {
        PathSearch(media: media, isComplete: isComplete, found: found, own: nil)
    }
}
