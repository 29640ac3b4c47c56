import CallCore

extension Timestamp {
    /// The moment as it stands on the wire: ISO 8601 in UTC with milliseconds, `2026-11-23T09:30:00.000Z`. For the
    /// years from 0 to 9999; the count of others has more digits, or a sign.
    package var wireText: String {
        let (days, time) = milliseconds.flooredDivision(by: Self.millisecondsPerDay)
        let date = CivilDate(daysSince1970: days)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        text.append(date.year, digits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(date.month, digits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(date.day, digits: 2)
        text.append(UInt8(ascii: "T"))
        text.append(time / 3_600_000, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(time / 60_000 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(time / 1_000 % 60, digits: 2)
        text.append(UInt8(ascii: "."))
        text.append(time % 1_000, digits: 3)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Reads a moment in the form that `wireText` writes, of the years from 0 to 9999.
    package init?(wireText: String) {
        let text = Array(wireText.utf8)
        let form = Array("0000-00-00T00:00:00.000Z".utf8)
        guard text.count == form.count else { return nil }
        for (byte, wanted) in zip(text, form) {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            guard wanted == UInt8(ascii: "0") ? isDigit : byte == wanted else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 {
            text[range].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }
        let date = CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard date.exists, hour < 24, minute < 60, second < 60 else { return nil }
        let seconds = ((date.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second
        self.init(milliseconds: seconds * 1_000 + number(20..<23))
    }
}

extension [UInt8] {
    /// Appends a number with at least so many digits.
    fileprivate mutating func append(_ number: Int64, digits: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let end = count
        while rest > 0 || count < end + digits {
            insert(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10), at: end)
            rest /= 10
        }
    }
}
