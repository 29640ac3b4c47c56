/// One field of a payload, as the printed contract shows it.
struct WireField: Hashable, Sendable {
    /// The key in JSON.
    let name: String
    /// Its type in TypeScript.
    let type: String

    init(_ name: String, _ type: String) {
        self.name = name
        self.type = type
    }
}

/// A part of payloads that the contract gives a name.
struct WireShape: Sendable {
    /// Its name in TypeScript.
    let name: String
    /// Its fields; every one is always there.
    let fields: [WireField]
}
