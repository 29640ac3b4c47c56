/// What has come of declining a call over HTTP.
package enum DeclineAnswer: Hashable, Sendable {
    /// It rings no more.
    case declined
    /// It was over before, or had been answered.
    case notRinging
    /// There is no such call to this person.
    case unknown
    /// This person asks for too much.
    case tooMany
    /// The store could not be read.
    case failed
}
