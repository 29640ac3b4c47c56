/// Letters that are taken for letters of the Latin alphabet.
///
/// A choice of what Unicode Technical Standard #39 lists (`confusables.txt`, version 15.1): of the alphabets whose letters
/// people mix into Latin ones to imitate a name, and of digits. What differs from it: a small letter that is drawn as a
/// capital one (Cyrillic "в", "к", "н", "т") stands for that letter, and strokes through a Latin letter do not count. Two
/// letters of one other alphabet never stand for the same: those who write in it tell them apart.
enum LookAlikes {
    /// What a scalar is taken for; nil for itself.
    ///
    /// The scalars are those of decomposed text (NFKD), so that letters with marks, full-width ones and the like need no
    /// line here.
    static func letters(for scalar: Unicode.Scalar) -> String? { table[scalar] }

    /// NFKD makes a sigma of it, which it does not look like.
    static let lunateSigmas: [Unicode.Scalar: Unicode.Scalar] = ["\u{3F2}": "c", "\u{3F9}": "C"]

    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (letters, lookAlikes) in rows {
            for scalar in lookAlikes.unicodeScalars { table[scalar] = letters }
        }
        return table
    }()

    /// Written as numbers: nobody could tell the letters themselves apart.
    private static let rows: [(letters: String, lookAlikes: String)] = [
        // Latin letters of another alphabet's form, small capitals, and letters with a stroke.
        ("a", "\u{251}\u{1D00}"), ("b", "\u{299}\u{180}"), ("c", "\u{1D04}"), ("d", "\u{1D05}\u{111}"),
        ("e", "\u{1D07}\u{25B}"), ("g", "\u{261}\u{262}"), ("h", "\u{29C}\u{127}"),
        ("i", "\u{131}\u{269}\u{26A}\u{268}"), ("j", "\u{237}\u{1D0A}"), ("k", "\u{138}\u{1D0B}"),
        ("l", "\u{29F}\u{142}\u{19A}\u{26B}\u{1C0}"), ("m", "\u{1D0D}"), ("n", "\u{274}"),
        ("o", "\u{1D0F}\u{F8}\u{275}"), ("p", "\u{1D18}\u{1BF}"), ("r", "\u{280}"), ("s", "\u{A731}"),
        ("t", "\u{1D1B}\u{167}"), ("u", "\u{1D1C}"), ("v", "\u{1D20}"), ("w", "\u{1D21}"),
        ("y", "\u{28F}"), ("z", "\u{1D22}"), ("D", "\u{110}"), ("H", "\u{126}"), ("L", "\u{141}"),
        ("O", "\u{D8}"), ("T", "\u{166}"), ("I", "\u{196}"), ("ae", "\u{E6}"), ("oe", "\u{153}"),
        ("AE", "\u{C6}"), ("OE", "\u{152}"),
        // Cyrillic.
        ("a", "\u{430}"), ("b", "\u{432}"), ("c", "\u{441}"), ("d", "\u{501}"), ("e", "\u{435}"),
        ("h", "\u{43D}"), ("i", "\u{456}"), ("j", "\u{458}"), ("k", "\u{43A}"), ("l", "\u{4C0}\u{4CF}"),
        ("m", "\u{43C}"), ("n", "\u{43F}"), ("o", "\u{43E}"), ("p", "\u{440}"), ("q", "\u{51B}"),
        ("r", "\u{433}"), ("s", "\u{455}"), ("t", "\u{442}"), ("v", "\u{475}"), ("w", "\u{51D}"),
        ("x", "\u{445}"), ("y", "\u{443}"), ("A", "\u{410}"), ("B", "\u{412}"), ("C", "\u{421}"),
        ("E", "\u{415}"), ("H", "\u{41D}"), ("I", "\u{406}"), ("J", "\u{408}"), ("K", "\u{41A}"),
        ("M", "\u{41C}"), ("O", "\u{41E}"), ("P", "\u{420}"), ("Q", "\u{51A}"), ("S", "\u{405}"),
        ("T", "\u{422}"), ("V", "\u{474}"), ("W", "\u{51C}"), ("X", "\u{425}"), ("Y", "\u{423}"),
        ("3", "\u{417}\u{437}"), ("6", "\u{431}"),
        // Greek.
        ("a", "\u{3B1}"), ("b", "\u{3B2}"), ("e", "\u{3B5}"), ("i", "\u{3B9}"), ("j", "\u{3F3}"),
        ("k", "\u{3BA}"), ("n", "\u{3B7}"), ("o", "\u{3BF}"), ("p", "\u{3C1}"), ("t", "\u{3C4}"),
        ("u", "\u{3C5}"), ("v", "\u{3BD}"), ("w", "\u{3C9}"), ("x", "\u{3C7}"), ("y", "\u{3B3}"),
        ("A", "\u{391}"), ("B", "\u{392}"), ("E", "\u{395}"), ("F", "\u{3DC}"), ("H", "\u{397}"),
        ("I", "\u{399}"), ("J", "\u{37F}"), ("K", "\u{39A}"), ("M", "\u{39C}"), ("N", "\u{39D}"),
        ("O", "\u{39F}"), ("P", "\u{3A1}"), ("T", "\u{3A4}"), ("X", "\u{3A7}"), ("Y", "\u{3A5}"),
        ("Z", "\u{396}"),
        // Armenian.
        ("f", "\u{584}"), ("g", "\u{581}"), ("h", "\u{570}"), ("j", "\u{575}"), ("n", "\u{578}"),
        ("o", "\u{585}"), ("q", "\u{566}"), ("u", "\u{57D}"), ("w", "\u{561}"), ("L", "\u{53C}"),
        ("O", "\u{555}"), ("S", "\u{54F}"), ("U", "\u{54D}"),
        // Digits that look like letters, and what looks like one of them.
        ("o", "0\u{665}\u{6F5}\u{7C0}\u{966}\u{9E6}\u{A66}\u{AE6}\u{B66}\u{BE6}\u{C66}\u{CE6}"),
        ("o", "\u{D66}\u{E50}\u{ED0}\u{1040}"),
        ("|", "1|\u{661}\u{6F1}"), ("3", "\u{1B7}\u{292}"),
        // Apostrophes, hyphens and parentheses.
        ("'", "`\u{2018}\u{2019}\u{2BC}\u{2B9}\u{2032}\u{55A}\u{5F3}"),
        ("-", "\u{2010}\u{2012}\u{2013}\u{2014}\u{2212}\u{58A}\u{5BE}"),
        ("(", "\u{2768}\u{276A}\u{27EE}\u{2E28}"), (")", "\u{2769}\u{276B}\u{27EF}\u{2E29}"),
    ]
}
