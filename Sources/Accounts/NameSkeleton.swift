import Foundation

/// What is left of a name when everything is taken away that people do not notice (after the skeletons of Unicode Technical
/// Standard #39). Two names that look alike have the same.
///
/// It is kept in two ways, because of a capital I, which looks like a small l: "Ilse" and "llse" look alike and "ilse" and
/// "ILSE" are read alike, but neither "Elia" and "Ella" nor "Ian" and "Lan" are.
///
/// Marks are overlooked where one of two names has none ("Muller", "Müller"). Where both have some, they are spelling ("Hùng",
/// "Hưng").
package struct NameSkeleton: Equatable, Sendable {
    /// Whatever its letter case.
    let read: String
    /// By its shapes.
    let seen: String
    /// In their order, wherever they stand: "Hoà" and "Hòa" are one name.
    let marks: String
    /// Is there a one, or a stroke?
    let hasStroke: Bool

    package init(_ name: String) {
        let plain = Self.plain(name)
        var (read, seen) = ([UInt8](), [UInt8]())
        let length = name.utf8.count
        read.reserveCapacity(length)
        seen.reserveCapacity(2 * length)
        var hasStroke = false
        for scalar in plain.letters {
            let form = Self.form(of: scalar)
            read += form.read
            seen += form.seen
            hasStroke = hasStroke || form.isStroke
        }
        self.read = String(decoding: read, as: UTF8.self)
        self.seen = String(decoding: seen, as: UTF8.self)
        self.hasStroke = hasStroke
        marks = plain.marks
    }

    /// That of what stands in parentheses at the end of a name; nil when nothing does.
    init?(parenthesisOf name: String) {
        let letters = Self.plain(name).letters.flatMap(Self.resembled)
        guard letters.last == ")", let opening = letters.lastIndex(of: "(") else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: letters[opening...].filter { $0 != "(" && $0 != ")" })
        self.init(String(text))
    }

    /// Could one be taken for the other?
    package func looksLike(_ other: NameSkeleton) -> Bool {
        guard marks == other.marks || marks.isEmpty || other.marks.isEmpty else { return false }
        return read == other.read || seen == other.seen
            || hasStroke != other.hasStroke && strokes == other.strokes
    }

    /// Where strokes stand for letters, any of them may: "a11ce", "w1111am". That is asked only of a name with ones and one
    /// without, or else "elia1" would look like "ella1".
    var strokes: String { seen.replacing("i", with: "|") }

    // MARK: What is not noticed at all

    /// Without what shows nothing, with one space for several, and the marks above, below and across letters apart.
    private static func plain(_ name: String) -> (letters: [Unicode.Scalar], marks: String) {
        let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
        let decomposed = isASCII ? name : decomposed(name)
        var plain: [Unicode.Scalar] = []
        plain.reserveCapacity(decomposed.utf8.count)
        var marks = String.UnicodeScalarView()
        for scalar in decomposed.unicodeScalars {
            if scalar == " " || (!isASCII && scalar.properties.isWhitespace) {
                if let last = plain.last, last != " " { plain.append(" ") }
            } else if isASCII {
                plain.append(scalar)
            } else if isDiacritic(scalar) {
                // An i has its dot already, and shows no second one.
                let isShown = scalar != "\u{307}" || plain.last?.properties.isSoftDotted != true
                if isShown { marks.append(scalar) }
            } else if !scalar.showsNothing || isSpelling(scalar, after: plain.last) {
                plain.append(scalar)
            }
        }
        if plain.last == " " { plain.removeLast() }
        return (plain, String(marks))
    }

    /// Which flag it is.
    private static func isSpelling(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Bool {
        guard scalar.isFlagTag, let last else { return false }
        return last == .blackFlag || last.isFlagTag
    }

    /// Compatibility forms (full-width letters, ligatures, letters of mathematics) as what they are forms of.
    private static func decomposed(_ name: String) -> String {
        var unmistaken = String.UnicodeScalarView()
        for scalar in name.unicodeScalars { unmistaken.append(LookAlikes.lunateSigmas[scalar] ?? scalar) }
        return String(unmistaken).decomposedStringWithCompatibilityMapping
    }

    /// A mark that a hurried reader overlooks: accents, points of Hebrew and Arabic, strokes (canonical combining classes 1,
    /// 10 to 35, 200 to 240). The marks of other classes, such as the vowels of Devanagari and Thai, make another letter.
    private static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.canonicalCombiningClass.rawValue {
        case 1, 10...35, 200...240: true
        default: false
        }
    }

    // MARK: One letter

    /// As UTF-8.
    private typealias Form = (read: [UInt8], seen: [UInt8], isStroke: Bool)

    /// Kept for the letters of most names: whoever wants a name is compared with everybody.
    private static let formsOfASCII: [Form] = (0..<0x80).map { makeForm(of: Unicode.Scalar(UInt8($0))) }

    private static func form(of scalar: Unicode.Scalar) -> Form {
        scalar.isASCII ? formsOfASCII[Int(scalar.value)] : makeForm(of: scalar)
    }

    private static func makeForm(of scalar: Unicode.Scalar) -> Form {
        // A one looks like an l, and is read as an i where it stands for that ("al1ce").
        let read = folded(scalar).flatMap(resembled).map { $0 == "|" ? "i" : $0 }
        let seen = resembled(scalar).flatMap(shapes).flatMap(folded)
        return (read.flatMap { $0.utf8 }, seen.flatMap { $0.utf8 }, resembled(scalar) == ["|"])
    }

    /// Without its letter case: by way of the capital letter, so that a long s, a final sigma and a dotless i are what they
    /// are forms of, and from the small one, so that a capital ß is "ss" as well.
    private static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        scalar.properties.lowercaseMapping.unicodeScalars
            .flatMap { $0.properties.uppercaseMapping.unicodeScalars }
            .flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    }

    private static func resembled(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        LookAlikes.letters(for: scalar).map { Array($0.unicodeScalars) } ?? [scalar]
    }

    /// What looks like a stroke is one, and an m looks like an r and an n.
    private static func shapes(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "l", "I": ["|"]
        case "m": ["r", "n"]
        default: [scalar]
        }
    }
}
