import Foundation

extension Array where Element == Account {
    /// In the order in which people look for a name: without regard to letter case and accents, then by user
    /// name. It is the same whatever language the machine speaks.
    package func sortedByName() -> [Account] {
        // A comparison that knows all that costs microseconds, and there are many: folded once, names are
        // compared as texts.
        let keys = map { ($0.name.folding(options: Self.folding, locale: nil), $0.username.lowercased()) }
        return indices.sorted { keys[$0] < keys[$1] }.map { self[$0] }
    }

    private static var folding: String.CompareOptions {
        [.caseInsensitive, .diacriticInsensitive, .widthInsensitive]
    }
}
