/// Why a benchmark could not be run to its end, in one sentence.
struct LoadFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
