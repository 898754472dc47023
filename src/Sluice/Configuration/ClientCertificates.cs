namespace Sluice.Configuration;

/// <summary>Whether clients bring certificates; the values are those of <c>--ssl-cert-reqs</c>.</summary>
internal enum ClientCertificates
{
    /// <summary>They aren't asked for any.</summary>
    None = 0,

    /// <summary>They may bring one.</summary>
    Optional = 1,

    /// <summary>They must bring one.</summary>
    Required = 2,
}
