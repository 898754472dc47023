namespace Sluice.Configuration;

/// <summary>Which hosts and origins are answered, and the headers of every answer (contract, drop-in.md 7.3 to 7.5).</summary>
internal sealed record BrowserSettings
{
    /// <summary>Whether any of the checks is done and any security header sent.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Host headers to accept, with globs; null for the defaults of the contract's section 7.4.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Origins whose pages may call, besides localhost; empty for localhost alone. <c>*</c> is any.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The X-Frame-Options header, in upper case; null to leave it out.</summary>
    public string? FrameOptions { get; init; } = "SAMEORIGIN";

    /// <summary>More headers of every answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExtraHeaders { get; init; } = [];

    /// <summary>Whether the Server header is sent.</summary>
    public bool ServerHeader { get; init; } = true;

    /// <summary>Whether the Date header is sent.</summary>
    public bool DateHeader { get; init; } = true;
}
