import DuetServer
import NIOHTTP1

extension HTTPAnswer {
    /// As whom Duet sees us, as `/healthz` tells it; nil when this is no such answer.
    var clientAddress: String? { headers.first(name: "Duet-Client-Address") }

    /// Has Duet's `/healthz` answered?
    var isDuet: Bool { clientAddress != nil }

    /// Which page of Duet it holds; nil for none.
    var page: String? { WebAssets.identity(toldBy: body) }
}
