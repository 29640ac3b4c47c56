import HTTPTypes

/// In which codings a request takes its answer (`Accept-Encoding`, RFC 9110 section 12.5.3).
struct AcceptedCodings {
    /// By their names in small letters. nil when the request does not say: then any would do.
    private let weights: [String: Double]?

    /// Reads the fields. A member that is none, or whose weight is none, says nothing.
    init(_ headers: HTTPFields) {
        guard headers[.acceptEncoding] != nil else {
            weights = nil
            return
        }
        var weights: [String: Double] = [:]
        for member in headers[values: .acceptEncoding].flatMap({ $0.split(separator: ",") }) {
            let parts = member.split(separator: ";", omittingEmptySubsequences: false)
                .map { Self.trimmed($0).lowercased() }
            guard let weight = Self.weight(parts.dropFirst()), !parts[0].isEmpty else { continue }
            // Section 8.4.1.3: the old name of the same.
            weights[parts[0] == "x-gzip" ? "gzip" : parts[0]] = weight
        }
        self.weights = weights
    }

    /// Which of these is liked best, and the body as it is not better; of two that are liked alike, the first.
    func preferred(among codings: some Sequence<ContentCoding>) -> ContentCoding? {
        // Whoever does not speak of it takes it, but would rather not.
        let identity = weights?["identity"] ?? weights?["*"] ?? 0
        let liked = codings.map { ($0, weight: weights?[$0.rawValue] ?? weights?["*"] ?? 0) }
            .filter { $0.weight > 0 && $0.weight >= identity }
        let most = liked.map(\.weight).max()
        return liked.first { $0.weight == most }?.0
    }

    /// Is the body taken as it is? So it is unless it was ruled out.
    var takesIdentity: Bool { (weights?["identity"] ?? weights?["*"] ?? 1) > 0 }

    /// Section 12.4.2: from 0 to 1 with three digits at most; 1 when it is not told.
    private static func weight(_ parameters: ArraySlice<String>) -> Double? {
        guard let first = parameters.first else { return 1 }
        guard parameters.count == 1, first.hasPrefix("q=") else { return nil }
        let text = first.dropFirst(2)
        guard text.wholeMatch(of: /0(\.[0-9]{0,3})?|1(\.0{0,3})?/) != nil else { return nil }
        return Double(text.hasSuffix(".") ? text.dropLast() : text)
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return String(text)
    }
}
