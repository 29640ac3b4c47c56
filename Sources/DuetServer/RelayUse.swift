import Accounts

/// What a relay is for here.
enum RelayUse: String, Encodable {
    /// There is none.
    case none
    /// It is used where there is no direct way, and by whoever wants it for all of their calls.
    case offered
    /// Every call goes over it: the operator wants it so.
    case always

    /// May people choose this? All calls over a relay that is not there would be none.
    func allows(alwaysRelay: Bool) -> Bool { self != .none || !alwaysRelay }

    /// Do all calls of whoever has chosen this go over the relay? What was chosen holds where the relay is gone, too:
    /// somebody relies on it that nobody learns their address.
    func isRelayOnly(for choice: PersonalSettings) -> Bool { self == .always || choice.alwaysRelay }
}
