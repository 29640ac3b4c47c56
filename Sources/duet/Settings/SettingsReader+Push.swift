import DuetServer
import WebPush

/// Are people told of calls while their page is closed?
enum PushChoice: String, CaseIterable {
    case on
    case off
}

extension SettingsReader {
    /// How people are reached whose page is closed, checked; nil when they are not.
    func push(publicURL: PublicURL?) throws -> PushSettings? {
        let contact = try pushContact()
        let reach: PushReach = try flag(.pushAllowPrivate) ? .everything : .publicHosts
        guard try choice(.push, of: PushChoice.self) != .off else { return nil }
        let site = publicURL.flatMap { $0.isSecure ? $0.description : nil }
        return PushSettings(contact: contact ?? site, reach: reach)
    }

    /// RFC 8292 section 2.1.
    private func pushContact() throws -> String? {
        guard let text = try text(.pushContact) else { return nil }
        let isURL = ["mailto:", "https://"].contains { text.hasPrefix($0) && text.count > $0.count }
        guard isURL, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CommandFailure.configuration(
                "push-contact must be like mailto:you@example.org or https://example.org/contact, not \"\(text)\"."
            )
        }
        return text
    }
}
