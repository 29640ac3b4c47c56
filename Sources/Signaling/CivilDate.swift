/// A day of the Gregorian calendar, reckoned by whole numbers and carried on into all years.
///
/// A year is counted from March, so that the leap day is its last; then a month's first day is a linear function of
/// the month, and 400 years are always 146,097 days.
struct CivilDate: Hashable {
    let year: Int64
    let month: Int64
    let day: Int64

    private static let daysIn400Years: Int64 = 146_097
    /// From 0000-03-01 to 1970-01-01.
    private static let daysTo1970: Int64 = 719_468

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int64) {
        let (era, dayOfEra) = (daysSince1970 + Self.daysTo1970).flooredDivision(by: Self.daysIn400Years)
        // Without the leap days before it, each year has 365 days.
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - Self.daysBefore(yearOfEra)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - Self.daysBefore(monthFromMarch: monthFromMarch) + 1
        self.month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.year = era * 400 + yearOfEra + (self.month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredDivision(by: 400)
        let monthFromMarch = month <= 2 ? month + 9 : month - 3
        let dayOfEra =
            Self.daysBefore(yearOfEra) + Self.daysBefore(monthFromMarch: monthFromMarch) + day - 1
        return era * Self.daysIn400Years + dayOfEra - Self.daysTo1970
    }

    /// Does the calendar have this day?
    var exists: Bool {
        (1...12).contains(month) && day >= 1 && CivilDate(daysSince1970: daysSince1970) == self
    }

    /// The days of an era of 400 years before one of its years.
    private static func daysBefore(_ yearOfEra: Int64) -> Int64 {
        yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100
    }

    /// The days of a year before one of its months: 31, 30, 31, 30, 31 and again.
    private static func daysBefore(monthFromMarch: Int64) -> Int64 {
        (153 * monthFromMarch + 2) / 5
    }
}

extension Int64 {
    /// The quotient rounded down, and the remainder, which is never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
