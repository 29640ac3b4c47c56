import NIOSSL

/// Certificates for `localhost`, each with its key. They are good until 2126, but for the one that ended in 2021.
package struct TestCertificate: Sendable {
    package let certificate: String
    package let key: String

    package static let first = TestCertificate(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBlTCCATugAwIBAgIUJpmR2cPkVtcd35w9W71PT65hhC0wCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzAzMjkzMloYDzIxMjYxMTAz
            MDMyOTMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAASe50gjnL8LDbZeSa7rFTt5fcjLeIDg8zArPDJKy6Th0wpWEjzxu1Uy
            rtePK1UeZHs8K9twYNAbAS8XfNSj+T8ko2kwZzAdBgNVHQ4EFgQUoZ66mSqtyE5D
            6WkYfC9zCJubvAQwHwYDVR0jBBgwFoAUoZ66mSqtyE5D6WkYfC9zCJubvAQwDwYD
            VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
            SAAwRQIhAMEUkJIuh0pXtXYHQS4tgZ7x8Tseq9DdvPKSAamvMs6uAiBR9KBrn9Kh
            6MWkwQY8/kX4gzhp3TpIzzerUaX3Dxf05A==
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8IxrhdxS15Gw+KhT
            I/WPEMmsXXcDXG2n9nt8U/GURxKhRANCAASe50gjnL8LDbZeSa7rFTt5fcjLeIDg
            8zArPDJKy6Th0wpWEjzxu1UyrtePK1UeZHs8K9twYNAbAS8XfNSj+T8k
            -----END PRIVATE KEY-----
            """)

    package static let second = TestCertificate(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBljCCATugAwIBAgIUVg/J8+DpwbQRvxaNnh6vV5HLz04wCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzAzMjkzMloYDzIxMjYxMTAz
            MDMyOTMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAARdbcsVRXYKcYtkLv10B9c6RwkFYNB71MsQLMp6B3XsLDfEOm1WJSJx
            xRb6zulO7kNIthq/AznUhnMgjkFuDxzYo2kwZzAdBgNVHQ4EFgQUXsn5LfcHmz1l
            UABYhSpqvkJ9kJwwHwYDVR0jBBgwFoAUXsn5LfcHmz1lUABYhSpqvkJ9kJwwDwYD
            VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
            SQAwRgIhAOsWdBBOnTQNmFvyikocuV4J1WnDqHzZ0CLZN/DvqjMQAiEAwAam3y+e
            TRO8KYlYx9vwHpDEjdrgIsTvllfxaSsE8Tg=
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgl9AiG/ffLN3BGgDE
            /rxtyTyXaqWCPJ4qEYXze/PdmmKhRANCAARdbcsVRXYKcYtkLv10B9c6RwkFYNB7
            1MsQLMp6B3XsLDfEOm1WJSJxxRb6zulO7kNIthq/AznUhnMgjkFuDxzY
            -----END PRIVATE KEY-----
            """)

    package static let expired = TestCertificate(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBDzCBtgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcN
            MjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhv
            c3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASOSdUfoqYPcdwrlppIvmMqXH/2
            wjkA3vkHpZfzWklfmkZTSoVVsbUzRKh737RTiwychOPt2D9xqlv+BvKJvEBzMAoG
            CCqGSM49BAMCA0gAMEUCIQDKB0tatZq17UmVcvm1r+o/JLFB6fSKoYoKx6ypXmoZ
            8AIgTa4JkqxXXkHPVcZnbNCzZb49Iwz+/UqC9UN1KfsSZhw=
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfGVFuGWVH3zs3IDN
            ETrEwZYqx4QqPMGTE7ZmiR1TbXGhRANCAASOSdUfoqYPcdwrlppIvmMqXH/2wjkA
            3vkHpZfzWklfmkZTSoVVsbUzRKh737RTiwychOPt2D9xqlv+BvKJvEBz
            -----END PRIVATE KEY-----
            """)
}

extension TestCertificate {
    /// As TLS takes it.
    package var parsed: NIOSSLCertificate {
        get throws { try NIOSSLCertificate(bytes: [UInt8](certificate.utf8), format: .pem) }
    }

    /// Whom a client must trust for it: itself.
    package var trust: NIOSSLTrustRoots {
        get throws { .certificates([try parsed]) }
    }
}
