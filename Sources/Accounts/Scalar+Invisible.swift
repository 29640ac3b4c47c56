extension Unicode.Scalar {
    /// Nothing to the eye by itself. Annotations, stand-ins for objects, the blank pattern of Braille, the null note of music
    /// and the blanks of hieroglyphs are so although Unicode does not call them ignorable.
    var showsNothing: Bool {
        switch self {
        case "\u{2800}", "\u{FFF9}"..."\u{FFFC}", "\u{1D159}", "\u{13441}", "\u{13442}": true
        default: properties.isDefaultIgnorableCodePoint
        }
    }

    /// Tags spell of which region a flag is, after a black one.
    var isFlagTag: Bool { ("\u{E0020}"..."\u{E007F}").contains(self) }

    static let blackFlag: Unicode.Scalar = "\u{1F3F4}"
}
