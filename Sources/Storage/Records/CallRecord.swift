import CallCore
import GRDB

/// A row of `call`: what of it outlives the process.
struct CallRecord: Codable, KeyedRecord, PersistableRecord {
    static let databaseTableName = "call"
    static let keyColumn = "id"
    static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase
    static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

    enum Columns {
        static let id = Column("id")
        static let alias = Column("alias")
        static let callerId = Column("caller_id")
        static let calleeId = Column("callee_id")
        static let startedAt = Column("started_at")
        static let state = Column("state")
    }

    /// The state's name in its column.
    enum State: String, Codable {
        case ringing
        case inCall = "in-call"
        case ended
    }

    var id: String
    var alias: String?
    var callerId: String
    var callerDevice: String
    var calleeId: String
    var startedAt: Int64
    var state: State
    var expiresAt: Int64?
    var answeredAt: Int64?
    var calleeDevice: String?
    var endedAt: Int64?
    var endReason: String?
    var endedBy: String?
}

extension CallRecord {
    init(_ call: Call) {
        id = call.id.description
        alias = call.alias?.description
        callerId = call.caller.user.description
        callerDevice = call.caller.device.description
        calleeId = call.callee.description
        startedAt = call.startedAt.milliseconds
        switch call.state {
        case .ringing(let ringing):
            state = .ringing
            expiresAt = ringing.expiresAt.milliseconds
        case .inCall(let inCall):
            state = .inCall
            answeredAt = inCall.answeredAt.milliseconds
            calleeDevice = inCall.calleeDevice.description
        case .ended(let ended):
            state = .ended
            answeredAt = ended.answeredAt?.milliseconds
            endedAt = ended.at.milliseconds
            endReason = ended.reason.rawValue
            endedBy = ended.by?.description
        }
    }

    /// - Throws: ``DamagedRecord`` when the row does not make sense, which only another program can have
    ///   brought about.
    func call() throws(DamagedRecord) -> Call {
        let alias = try optional(alias) { CallID($0) }
        guard let id = CallID(id), let caller = UserID(callerId), let device = DeviceID(callerDevice),
            let callee = UserID(calleeId), caller != callee, let startedAt = Timestamp(stored: startedAt)
        else { throw damaged }
        return Call(
            id: id, caller: Endpoint(user: caller, device: device), callee: callee, startedAt: startedAt,
            alias: alias, state: try callState())
    }

    private func callState() throws(DamagedRecord) -> Call.State {
        switch state {
        case .ringing:
            guard let expiresAt = try optional(expiresAt, Timestamp.init(stored:)) else { throw damaged }
            return .ringing(Call.Ringing(expiresAt: expiresAt, callerConnected: false))
        case .inCall:
            guard let answeredAt = try optional(answeredAt, Timestamp.init(stored:)),
                let device = calleeDevice.flatMap({ DeviceID($0) })
            else { throw damaged }
            return .inCall(
                Call.InCall(
                    answeredAt: answeredAt, calleeDevice: device, signaling: .neither(abandonedAt: nil)))
        case .ended:
            guard let endedAt = try optional(endedAt, Timestamp.init(stored:)),
                let reason = endReason.flatMap(EndReason.init(rawValue:))
            else { throw damaged }
            return .ended(
                Call.Ended(
                    reason: reason, by: try optional(endedBy) { UserID($0) }, at: endedAt,
                    answeredAt: try optional(answeredAt, Timestamp.init(stored:))))
        }
    }

    private var damaged: DamagedRecord { DamagedRecord(table: Self.databaseTableName, key: id) }

    /// What a column means that may be empty, but not wrong.
    private func optional<Stored, Value>(
        _ stored: Stored?, _ read: (Stored) -> Value?
    ) throws(DamagedRecord) -> Value? {
        guard let stored else { return nil }
        guard let value = read(stored) else { throw damaged }
        return value
    }

    /// Changes a known call. Who calls whom, and since when, never changes; at which device may.
    static let updateSQL = """
        UPDATE call SET alias = ?, caller_device = ?, state = ?, expires_at = ?, answered_at = ?, callee_device = ?, ended_at = ?,
            end_reason = ?, ended_by = ?
        WHERE id = ?
        """

    /// What ``updateSQL`` takes.
    var changes: StatementArguments {
        [
            alias, callerDevice, state.rawValue, expiresAt, answeredAt, calleeDevice, endedAt, endReason,
            endedBy, id,
        ]
    }

    /// Saves a new call.
    static let insertSQL = """
        INSERT INTO call
            (id, alias, caller_id, caller_device, callee_id, started_at, state, expires_at, answered_at,
             callee_device, ended_at, end_reason, ended_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// What ``insertSQL`` takes.
    var columns: StatementArguments {
        [
            id, alias, callerId, callerDevice, calleeId, startedAt, state.rawValue, expiresAt, answeredAt,
            calleeDevice, endedAt, endReason, endedBy,
        ]
    }

    /// Finds a call that is over by its id or its alias.
    static let endedSQL = """
        SELECT * FROM call WHERE id = ?1 AND state = 'ended'
        UNION ALL
        SELECT * FROM call WHERE alias = ?1 AND state = 'ended'
        """
}
