using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;

namespace Sluice.Configuration;

/// <summary>Which hosts and origins are answered, and the headers of every answer (docs/protocol.md, "Hosts").</summary>
internal sealed record BrowserSettings
{
    /// <summary>Whether any of the checks is done and any security header sent.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Host headers to accept, with globs; null for the defaults (docs/protocol.md, "Hosts").</summary>
    public required IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Origins whose pages may call, besides localhost; empty for localhost alone. <c>*</c> is any.</summary>
    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>The X-Frame-Options header, in upper case; null to leave it out.</summary>
    public required string? FrameOptions { get; init; }

    /// <summary>More headers of every answer.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> ExtraHeaders { get; init; }

    /// <summary>Whether the Server header is sent.</summary>
    public required bool ServerHeader { get; init; }

    /// <summary>Whether the Date header is sent.</summary>
    public required bool DateHeader { get; init; }
}

/// <summary>Reads which hosts and origins are answered, the headers, and says what the original says about them.</summary>
internal static class BrowserReader
{
    /// <summary>Names of a list that the start-up line shows.</summary>
    private const int Shown = 3;

    /// <summary>Reads the settings.</summary>
    public static BrowserSettings Read(Inputs inputs)
    {
        var (server, options, findings) = (inputs.Flags, inputs.Options.Values, inputs.Findings);
        var frame = server.Text("x-frame-options").ToUpperInvariant();
        var settings = new BrowserSettings
        {
            Enabled = !server.Switch("disable-security-middleware"),
            AllowedHosts = List(server, "allowed-hosts"),
            AllowedOrigins = List(server, "cors-allowed-origins") ?? [],
            FrameOptions = frame == "NONE" ? null : frame,
            ExtraHeaders = Headers(options, findings),
            ServerHeader = options.Switch("server-header"),
            DateHeader = options.Switch("date-header"),
        };
        if (frame.Any(char.IsControl))
        {
            findings.Usage(
                "Invalid value for '--x-frame-options': a header can't hold control characters.",
                server.Find("x-frame-options")!.Origin
            );
        }
        return settings;
    }

    /// <summary>The warnings about lists that allow everything; they come first of all lines.</summary>
    public static void WarnAboutWildcards(BrowserSettings settings, Findings findings)
    {
        if (settings is { Enabled: true, AllowedHosts: { } hosts } && hosts.Contains("*"))
        {
            findings.Say("WARNING: Accepting ALL hosts. This may leave the server vulnerable to DNS rebinding attacks.");
        }
        if (settings.Enabled && settings.AllowedOrigins.Contains("*"))
        {
            findings.Say(
                "WARNING: Allowing ALL origins for CORS. This allows ANY website to access your MLflow data. "
                    + "This configuration is only recommended for local development."
            );
        }
    }

    /// <summary>The original's line that says what is checked.</summary>
    public static void Describe(BrowserSettings settings, Findings findings)
    {
        if (!settings.Enabled)
        {
            findings.Warn("[MLflow] WARNING: Security middleware is DISABLED. Your MLflow server is vulnerable to various attacks.");
        }
        else if (settings.AllowedHosts is null && settings.AllowedOrigins.Count == 0)
        {
            findings.Warn(
                "[MLflow] Security middleware enabled with default settings (localhost-only). To allow connections from other hosts, "
                    + "use --host 0.0.0.0 and configure --allowed-hosts and --cors-allowed-origins."
            );
        }
        else
        {
            var hosts = settings.AllowedHosts is { Count: > 0 } list ? $" Allowed hosts: {Short(list)}." : "";
            var origins = settings.AllowedOrigins.Count > 0 ? $" CORS origins: {Short(settings.AllowedOrigins)}." : "";
            findings.Warn($"[MLflow] Security middleware enabled.{hosts}{origins}");
        }
    }

    private static string[]? List(FlagValues server, string key) =>
        server.TextOrNull(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Short(IReadOnlyList<string> items) =>
        string.Join(", ", items.Take(Shown)) + (items.Count > Shown ? $", and {items.Count - Shown} more" : "");

    private static List<KeyValuePair<string, string>> Headers(FlagValues options, Findings findings)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var given in options.Every("header"))
        {
            var parts = given.Text.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !IsToken(parts[0]) || parts[1].Any(char.IsControl))
            {
                // What stands there may be a token, so it isn't shown.
                findings.Usage("Invalid value for '--header': the text is no header. Write NAME:VALUE.", given.Origin);
                continue;
            }
            headers.Add(KeyValuePair.Create(parts[0], parts[1]));
        }
        return headers;
    }

    /// <summary>RFC 9110, section 5.6.2.</summary>
    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c));
}
