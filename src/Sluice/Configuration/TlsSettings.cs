namespace Sluice.Configuration;

/// <summary>The files of HTTPS. All paths are absolute and existed when they were read.</summary>
/// <param name="CertificateFile">PEM file with the certificate and its chain.</param>
/// <param name="KeyFile">PEM file with the key; the certificate's file when it is in there.</param>
internal sealed record TlsSettings(string CertificateFile, string KeyFile)
{
    /// <summary>Password of an encrypted key.</summary>
    public Secret? KeyPassword { get; init; }

    /// <summary>PEM file with the authorities of client certificates.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>Whether clients bring certificates.</summary>
    public ClientCertificates ClientCertificates { get; init; }
}
