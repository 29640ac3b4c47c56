import DuetServer

/// Is the page there that the server shows?
struct PageExamination {
    let folder: String

    func findings() -> [Finding] {
        do {
            let assets = try WebAssets(folder: folder)
            return [.fine("page", "\(folder) holds page \(assets.identity.prefix(8)).")]
        } catch {
            return [.faulty("page", "\(error)")]
        }
    }
}
