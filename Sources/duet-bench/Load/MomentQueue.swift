/// Moments, the first in being the first out.
struct MomentQueue {
    private var moments: [Moment] = []
    private var first = 0

    mutating func append(_ moment: Moment) {
        moments.append(moment)
    }

    mutating func popFirst() -> Moment? {
        guard first < moments.count else { return nil }
        defer {
            first += 1
            if first == moments.count {
                // It is short and empty most of the time: keeping its memory is quicker than asking for it.
                moments.removeAll(keepingCapacity: true)
                first = 0
            }
        }
        return moments[first]
    }
}
