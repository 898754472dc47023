namespace Sluice.Hosting;

/// <summary>What the way of a request needs to know of the configuration.</summary>
internal sealed record HttpSettings
{
    /// <summary>Prefix of every path, e.g. <c>/mlflow</c>; empty for none.</summary>
    public string StaticPrefix { get; init; } = "";

    /// <summary>Served <c>Host</c> headers; null for the default.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Origins whose pages may call.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Whether hosts and origins are checked and security headers sent.</summary>
    public bool SecurityChecks { get; init; } = true;

    /// <summary>The value of <c>X-Frame-Options</c>; null for none.</summary>
    public string? FrameOptions { get; init; } = "SAMEORIGIN";

    /// <summary>Further headers of every answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExtraHeaders { get; init; } = [];

    /// <summary>Requests at one time; null for no limit.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Largest JSON body (bytes).</summary>
    public int LargestBody { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether requests are logged.</summary>
    public bool LogRequests { get; init; } = true;
}
