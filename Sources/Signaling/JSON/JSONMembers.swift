/// Every member of every object of a text, by its object and its key: what finds a key that stands twice, and
/// afterwards what is asked for the values.
///
/// A signal has about ten members, and for so few nothing beats looking at each. From seventeen on they stand in
/// a hash table as well, so that a message full of keys costs no more for a byte than any other. Its hashes have
/// a seed that differs from process to process, so nobody can choose keys that collide.
struct JSONMembers {
    /// So many are looked for one by one.
    private static let few = 16

    private struct Member {
        let fingerprint: UInt64
        /// Where its object begins, which is a name for the object.
        let object: UInt32
        let key: JSONToken
        var value: JSONToken
    }

    private let bytes: UnsafeRawBufferPointer
    private var members: [Member] = []
    /// Open addressing: members by number, counted from one; zero where none is. Empty while there are few.
    private var slots: [UInt32] = []

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        members.reserveCapacity(Self.few)
    }

    /// Adds a member whose value is not read yet.
    /// - Returns: Its index; nil when the object has one of that name already.
    mutating func insert(_ key: JSONToken, ofObjectAt object: Int) -> Int? {
        // The bytes are no part of this value, so that lending them leaves it free to change.
        let bytes = bytes
        return JSONText.withText(of: key, in: bytes) { insert(key, meaning: $0, ofObjectAt: object) }
    }

    mutating func setValue(_ value: JSONToken, of member: Int) {
        members[member].value = value
    }

    /// The value of a member; nil when the object has none of that name.
    func value(_ key: StaticString, ofObjectAt object: Int) -> JSONToken? {
        let text = UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        let fingerprint = fingerprint(text, object)
        let member =
            slots.isEmpty
            ? find(text, object, fingerprint) : find(text, object, fingerprint, hash: hash(text, object))
        guard let member else { return nil }
        return members[member].value
    }

    private mutating func insert(
        _ key: JSONToken, meaning text: UnsafeRawBufferPointer, ofObjectAt object: Int
    ) -> Int? {
        let fingerprint = fingerprint(text, object)
        if members.count < Self.few {
            guard find(text, object, fingerprint) == nil else { return nil }
        } else {
            if slots.isEmpty { buildTable() }
            let hash = hash(text, object)
            guard find(text, object, fingerprint, hash: hash) == nil else { return nil }
            enter(members.count, hash: hash)
        }
        members.append(
            Member(
                fingerprint: fingerprint, object: UInt32(truncatingIfNeeded: object), key: key,
                value: JSONToken(.null, 0..<0)))
        return members.count - 1
    }

    private func find(_ text: UnsafeRawBufferPointer, _ object: Int, _ fingerprint: UInt64) -> Int? {
        for index in 0..<members.count where members[index].fingerprint == fingerprint {
            if isSame(members[index], text, object) { return index }
        }
        return nil
    }

    private func isSame(_ member: Member, _ text: UnsafeRawBufferPointer, _ object: Int) -> Bool {
        guard member.object == object else { return false }
        return JSONText.withText(of: member.key, in: bytes) { JSONText.isEqual($0, text) }
    }

    /// A number that differs between most members: of the object, and of the length and the ends of the key.
    private func fingerprint(_ key: UnsafeRawBufferPointer, _ object: Int) -> UInt64 {
        let ends: UInt64 =
            switch key.count {
            case 8...: key.loadUnaligned(as: UInt64.self)
            case 4...:
                UInt64(key.loadUnaligned(as: UInt32.self)) << 32
                    | UInt64(key.loadUnaligned(fromByteOffset: key.count - 4, as: UInt32.self))
            default: key.reduce(0) { $0 << 8 | UInt64($1) }
            }
        return ends ^ (UInt64(truncatingIfNeeded: object) << 32 | UInt64(truncatingIfNeeded: key.count))
            &* 0x9E37_79B9_7F4A_7C15
    }

    // MARK: Many

    private func find(
        _ text: UnsafeRawBufferPointer, _ object: Int, _ fingerprint: UInt64, hash: Int
    ) -> Int? {
        var slot = hash & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if members[index].fingerprint == fingerprint, isSame(members[index], text, object) {
                return index
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func enter(_ member: Int, hash: Int) {
        var slot = hash & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(truncatingIfNeeded: member + 1)
    }

    /// Makes room for all members that the text can have: each takes at least five bytes (`"":0,`), so a slot for
    /// every four leaves some free for ever.
    private mutating func buildTable() {
        members.reserveCapacity(bytes.count / 8)
        var count = 32
        while count < bytes.count / 4 { count *= 2 }
        slots = Array(repeating: 0, count: count)
        for (index, member) in members.enumerated() { enter(index, hash: hash(of: member)) }
    }

    private func hash(of member: Member) -> Int {
        JSONText.withText(of: member.key, in: bytes) { hash($0, Int(member.object)) }
    }

    private func hash(_ text: UnsafeRawBufferPointer, _ object: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(object)
        hasher.combine(bytes: text)
        return hasher.finalize()
    }
}
