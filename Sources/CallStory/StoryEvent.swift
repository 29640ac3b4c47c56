import CallCore
import Signaling

/// What a line of a timeline tells, as a value: what its kind and its detail mean after all the lines before it. Nothing else
/// of a line is ever shown, so whatever stands in a database, no text of it gets out.
package enum StoryEvent: Hashable, Sendable {
    /// The call was asked for; with how far it got at once, if that is known.
    case placed(CallSnapshot.Reach?)
    /// The same device asked for it once more.
    case askedAgain
    /// Answered.
    case accepted
    /// Answered by calling at the same time (glare).
    case calledBack
    /// Went on at another device.
    case continued
    /// Asked for a new offer, in a call that was answered before.
    case wantsOffer
    /// Declined; the reason is nil when this version does not know it.
    case declined(EndReason?)
    /// Offered a path for the sound.
    case offered
    /// Answered the offer.
    case answered
    /// Muted the microphone, or switched it on again.
    case muted(Bool)
    /// Ended; the reason is nil when this version does not know it.
    case ended(EndReason?)
    /// Told what has come of the search for a path.
    case searched(PathSearch)
    /// Told how it sounded.
    case sounded(Sound)
    /// Told where its media stands, and no more.
    case toldMedia(MediaReport.Media)
    /// Its socket came up; in place of one that was dead, perhaps.
    case connected(isReplacement: Bool)
    /// Its socket went down.
    case disconnected
    /// A push service has taken the notice that it rings, or none has.
    case notified(isTaken: Bool)
    /// A deadline passed; nil when this version does not know which.
    case deadlinePassed(Deadline.Kind?)
    /// The server started, and found the call.
    case serverRestarted
    /// Something that another version of the server has noted.
    case unknown
}
