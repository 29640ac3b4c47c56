import HTTPTypes

/// What a request says about the form of the answer.
enum ContentNegotiation {
    /// May the answer be in gzip? (RFC 9110 section 12.5.3)
    static func acceptsGzip(_ headers: HTTPFields) -> Bool {
        var byWildcard = false
        for element in elements(headers[values: .acceptEncoding]) {
            let parts = element.split(separator: ";").map { trimmed($0).lowercased() }
            guard let coding = parts.first else { continue }
            let isAccepted = !parts.dropFirst().contains(where: isZeroWeight)
            switch coding {
            case "gzip", "x-gzip": return isAccepted
            case "*": byWildcard = isAccepted
            default: continue
            }
        }
        return byWildcard
    }

    /// Does whoever asks have what this tag names? (RFC 9110 section 13.1.2; the weak comparison of section
    /// 8.8.3.2)
    static func isKnown(_ entityTag: String, to headers: HTTPFields) -> Bool {
        elements(headers[values: .ifNoneMatch]).contains { element in
            let tag = element.hasPrefix("W/") ? element.dropFirst(2) : element[...]
            return tag == "*" || tag == entityTag
        }
    }

    /// The elements of a list that may stand in several fields (RFC 9110 section 5.6.1). None of ours has a
    /// comma in it.
    private static func elements(_ fields: [String]) -> [String] {
        fields.flatMap { $0.split(separator: ",") }.map(trimmed)
    }

    private static func isZeroWeight(_ parameter: String) -> Bool {
        guard parameter.hasPrefix("q=") else { return false }
        return Double(parameter.dropFirst(2)) == 0
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return String(text)
    }
}
