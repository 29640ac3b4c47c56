/// What a person has chosen for all of their devices.
package struct PersonalSettings: Hashable, Sendable {
    /// Do calls go over a relay only, so that the other one does not learn this person's address?
    package var alwaysRelay: Bool
    /// As it was chosen: it may have ended since.
    package var doNotDisturb: DoNotDisturb

    /// What holds for whoever has chosen nothing, unless told.
    package init(alwaysRelay: Bool = false, doNotDisturb: DoNotDisturb = .off) {
        self.alwaysRelay = alwaysRelay
        self.doNotDisturb = doNotDisturb
    }
}
