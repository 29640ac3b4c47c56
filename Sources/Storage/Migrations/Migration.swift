import GRDB

/// One step from a version of the schema to the next.
protocol Migration: SendableMetatype {
    /// By which a database knows that it has taken the step.
    static var identifier: String { get }
    static func migrate(_ db: Database) throws
}
