import DuetServer

/// Is the page there that the server shows?
struct PageExamination {
    private let folder: String
    private let assets: Result<WebAssets, WebAssetsError>

    init(folder: String) {
        self.folder = folder
        assets = Result { () throws(WebAssetsError) in try WebAssets(folder: folder) }
    }

    /// Names the page; nil when there is none.
    var identity: String? { try? assets.get().identity }

    func findings() -> [Finding] {
        switch assets {
        case .success(let assets): [.fine("page", "\(folder) holds page \(assets.identity.prefix(8)).")]
        case .failure(let error): [.faulty("page", "\(error)")]
        }
    }
}
