import CallCore

extension Timestamp {
    /// 0000-01-01 to 9999-12-31: what can be told on the wire.
    private static let storable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// The latest moment that a column may hold.
    static let latestStorable = Timestamp(milliseconds: storable.upperBound)

    /// A moment from a column; nil when it is none that this program can have written. Whoever adds to a moment does
    /// not look out for the end of the numbers, so one from there must not get in.
    init?(stored milliseconds: Int64) {
        guard Self.storable.contains(milliseconds) else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
