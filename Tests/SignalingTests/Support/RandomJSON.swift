/// Makes JSON by its grammar, in all spellings, and knows what must be said about it.
struct RandomJSON {
    var generator: SeededGenerator
    private(set) var bytes: [UInt8] = []
    /// Did an object get a key twice?
    private(set) var hasDuplicate = false
    /// How many objects and arrays were open at once.
    private(set) var depth = 0

    private static let keys = [
        "", "a", "b", "ab", "type", "payload", "call_id", "long key number one", "long key number two", "é",
        "e\u{301}", "😀", "/", "\"", "\\", "\n", "\u{0}", "12345678", "123456789", "a\u{0}",
    ]
    private static let scalars: [Unicode.Scalar] = [
        "a", "Z", "0", " ", "\"", "\\", "/", "\u{0}", "\u{8}", "\u{9}", "\u{A}", "\u{C}", "\u{D}", "\u{1F}",
        "\u{7F}",
        "é", "€", "\u{2028}", "\u{FEFF}", "\u{FFFF}", "😀", "\u{10FFFF}", "u", "n", ",", "{", "}", "[", "]",
        ":",
    ]

    init(_ generator: SeededGenerator) {
        self.generator = generator
    }

    /// A text with white space around it.
    mutating func text() -> [UInt8] {
        bytes = []
        hasDuplicate = false
        depth = 0
        space()
        value(open: 0, budget: Int.random(in: 0...30, using: &generator))
        space()
        return bytes
    }

    private mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func space() {
        guard generator.chance(20) else { return }
        for _ in 0...Int.random(in: 0...2, using: &generator) {
            add(generator.pick([" ", "\t", "\r", "\n"]))
        }
    }

    private mutating func value(open: Int, budget: Int) {
        let isNested = open > 0 && budget > 0 && generator.chance(60) || open == 0 && generator.chance(80)
        guard isNested else { return scalar() }
        if generator.chance(2) { return deep(open: open) }
        depth = max(depth, open + 1)
        if generator.chance(60) {
            object(open: open + 1, budget: budget)
        } else {
            array(open: open + 1, budget: budget)
        }
    }

    /// Brackets around one value, about as many as are allowed.
    private mutating func deep(open: Int) {
        let count = Int.random(in: 8...18, using: &generator)
        depth = max(depth, open + count)
        let isObject = generator.chance(50)
        for _ in 0..<count { add(isObject ? #"{"a":"# : "[") }
        scalar()
        for _ in 0..<count { add(isObject ? "}" : "]") }
    }

    private mutating func array(open: Int, budget: Int) {
        add("[")
        space()
        let count = Int.random(in: 0...4, using: &generator)
        for index in 0..<count {
            if index > 0 { add(",") }
            space()
            value(open: open, budget: (budget - 1) / count)
            space()
        }
        add("]")
    }

    private mutating func object(open: Int, budget: Int) {
        add("{")
        space()
        var keys = self.keys()
        if generator.chance(10), let twice = keys.randomElement(using: &generator) {
            keys.insert(twice, at: Int.random(in: 0...keys.count, using: &generator))
            hasDuplicate = true
        }
        for (index, key) in keys.enumerated() {
            if index > 0 { add(",") }
            space()
            string(key)
            space()
            add(":")
            space()
            value(open: open, budget: (budget - 1) / keys.count)
            space()
        }
        add("}")
    }

    /// Different ones: some, and now and then many.
    private mutating func keys() -> [String] {
        if generator.chance(4) {
            return (0..<Int.random(in: 10...60, using: &generator)).map { "key \($0)" }
        }
        return Array(
            Self.keys.shuffled(using: &generator).prefix(Int.random(in: 0...5, using: &generator)))
    }

    private mutating func scalar() {
        switch Int.random(in: 0...4, using: &generator) {
        case 0: add(generator.pick(["true", "false", "null"]))
        case 1, 2: number()
        default:
            var text = ""
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                text.unicodeScalars.append(generator.pick(Self.scalars))
            }
            string(text)
        }
    }

    private mutating func number() {
        if generator.chance(30) { add("-") }
        add(generator.pick(["0", "7", "10", "123456789", "9007199254740993", "18446744073709551616"]))
        if generator.chance(30) { add("." + generator.pick(["0", "5", "000", "123456789012345678901"])) }
        if generator.chance(30) {
            add(
                generator.pick(["e", "E"]) + generator.pick(["", "+", "-"])
                    + generator.pick(["0", "01", "7", "400"]))
        }
    }

    private mutating func string(_ text: String) {
        let escapes = generator.pick([0, 0, 10, 100])
        add("\"")
        for scalar in text.unicodeScalars {
            if generator.chance(escapes) {
                for unit in String(scalar).utf16 {
                    let escape = Texts.escape(unit)
                    add(generator.chance(50) ? escape : #"\u"# + escape.dropFirst(2).uppercased())
                }
            } else {
                raw(scalar)
            }
        }
        add("\"")
    }

    private mutating func raw(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": add(#"\""#)
        case "\\": add(#"\\"#)
        case "/": add(generator.pick(["/", #"\/"#]))
        case "\u{8}": add(#"\b"#)
        case "\u{9}": add(#"\t"#)
        case "\u{A}": add(#"\n"#)
        case "\u{C}": add(#"\f"#)
        case "\u{D}": add(#"\r"#)
        case ..<" ": add(Texts.escape(UInt16(scalar.value)))
        default: add(String(scalar))
        }
    }
}

/// Spoils texts where it hurts.
enum Mutation {
    private static let bytes =
        Array(#"{}[]":,\/u0123456789abdefEtrnl+-. "#.utf8) + [0x09, 0x0A, 0x0D, 0x00, 0x1F]

    static func mutate(_ original: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<generator.pick([1, 1, 1, 2, 3]) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0...6, using: &generator) {
            case 0, 1: bytes[position] = generator.pick(Self.bytes)
            case 2: bytes.remove(at: position)
            case 3, 4: bytes.insert(generator.pick(Self.bytes), at: position)
            case 5:
                let end = min(position + Int.random(in: 1...12, using: &generator), bytes.count)
                bytes.insert(contentsOf: bytes[position..<end], at: position)
            default: bytes.removeLast(min(bytes.count - position, 12))
            }
        }
        return bytes
    }
}
