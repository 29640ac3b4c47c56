import Accounts
import CallCore
import Calls
import Foundation
import Signaling

/// Everybody, each encoded once: what is left to say is who of them is online.
struct PeopleEntries: Sendable {
    private struct Entry: Sendable {
        let id: UserID
        /// The JSON object without its last member, and without its closing brace.
        let opening: [UInt8]
    }

    /// Of the accounts that these are.
    let revision: Int
    private let entries: [Entry]
    private let size: Int

    /// - Throws: `EncodingError`, if a name could be none of JSON's strings; none can.
    init(_ people: People) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        revision = people.revision
        let mistakable = people.mistakable
        entries = try people.accounts.map { account in
            let person = [UInt8](try encoder.encode(Person(account)).dropLast())
            let isMistakable = mistakable.contains(account.id)
            return Entry(id: account.id, opening: isMistakable ? person + Self.isMistakable : person)
        }
        size = entries.reduce(0) { $0 + $1.opening.count + Self.isOffline.count + 1 }
    }

    /// Said of few, so that the list is no longer than it has to be.
    private static let isMistakable = [UInt8](#","mistakable":true"#.utf8)
    private static let isOnline = [UInt8](#","online":true}"#.utf8)
    private static let isOffline = [UInt8](#","online":false}"#.utf8)

    /// `{"people":[{"id":…,"name":…,"username":…,"mistakable":true,"online":…}…],"presence":…}`
    func body(_ presence: PresenceList) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(size + 64)
        body += #"{"people":["#.utf8
        for (index, entry) in entries.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body += entry.opening
            body += presence.online.contains(entry.id) ? Self.isOnline : Self.isOffline
        }
        body += #"],"presence":\#(presence.sequence)}"#.utf8
        return body
    }
}
