/// One field of a payload, as the printed contract shows it.
///
/// The list of fields stands beside the payload's own coding; a test encodes or decodes a sample of
/// each and compares, so the two cannot drift apart.
package struct WireField: Hashable, Sendable {
    /// The key in JSON.
    package let name: String
    /// Its type in TypeScript.
    package let type: String

    init(_ name: String, _ type: String) {
        self.name = name
        self.type = type
    }
}

/// A payload, or a part of one, that the contract names.
package protocol WireShape {
    /// Its name in TypeScript.
    static var shapeName: String { get }
    /// Its fields; every one is always there.
    static var fields: [WireField] { get }
}
