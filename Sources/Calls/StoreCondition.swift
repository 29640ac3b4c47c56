import CallCore

/// Can calls be saved? While they cannot, nobody waits for the store: it is tried now and then, and not with every
/// decision.
enum StoreCondition {
    /// As far as is known.
    case well
    /// The last try has failed. In: a commit that failed. Out: a retry that did not.
    case ill(StoreFault, retryAt: Timestamp)

    /// Why not; nil while all is well.
    var fault: StoreFault? {
        switch self {
        case .well: nil
        case .ill(let fault, _): fault
        }
    }
}
