/// A value of a body that is null when there is none. An optional one would be left out of what is said, and what leaves it
/// out would be understood.
struct OrNull<Value: Sendable>: Sendable {
    let value: Value?

    init(_ value: Value?) { self.value = value }
}

extension OrNull: Encodable where Value: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

extension OrNull: Decodable where Value: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = container.decodeNil() ? nil : try container.decode(Value.self)
    }
}
