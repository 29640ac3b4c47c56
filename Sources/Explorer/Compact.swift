/// A case of one of our enums as one byte, for worlds that are hashed and compared millions of times. The
/// enums have texts as raw values, and Swift would compare those.
struct Compact<Case: CaseIterable & Hashable>: Hashable {
    let code: UInt8

    init(_ value: Case) { code = Self.code(of: value) }

    /// An enum without payloads is stored as the place of its case, which `isSound` verifies.
    var value: Case { unsafeBitCast(code, to: Case.self) }

    static func code(of value: Case) -> UInt8 { unsafeBitCast(value, to: UInt8.self) }

    /// Is the code of every case its place among all cases?
    static var isSound: Bool {
        MemoryLayout<Case>.size == 1 && Case.allCases.enumerated().allSatisfy { code(of: $1) == $0 }
    }
}
