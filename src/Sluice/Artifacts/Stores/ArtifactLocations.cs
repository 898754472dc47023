using Sluice.Protocol;

namespace Sluice.Artifacts.Stores;

/// <summary>What may be given as the artifact location of an experiment.</summary>
/// <param name="DefaultRoot">Where experiments without a location of their own lie, absolute.</param>
/// <param name="AllowedHostSchemes">Schemes that name a host and are allowed all the same.</param>
/// <param name="LongestLocation">Most characters.</param>
/// <param name="WorkingFolder">What a relative path is relative to.</param>
internal sealed record ArtifactLocations(
    string DefaultRoot,
    IReadOnlyCollection<string> AllowedHostSchemes,
    int LongestLocation,
    string WorkingFolder
)
{
    private static readonly string[] HostSchemes =
    [
        "ftp",
        "sftp",
        "hdfs",
        "viewfs",
        "http",
        "https",
        "mlflow-artifacts",
        "r2",
        "b2",
        "abfss",
    ];

    /// <summary>Checks a location that a request gives and makes it absolute.</summary>
    /// <param name="location">The location.</param>
    /// <param name="isAdmin">Administrators may name any storage; others only what lies under the server's default root.</param>
    /// <exception cref="MlflowException">It may not be used.</exception>
    public string Check(string location, bool isAdmin)
    {
        if (Limits(location) is { } problem)
        {
            throw MlflowException.Invalid(problem);
        }
        if (!isAdmin && !IsUnder(location, DefaultRoot))
        {
            throw MlflowException.Invalid(
                "'artifact_location' must lie under the server's default artifact root. Leave it out, or ask an administrator to create the experiment."
            );
        }
        return ArtifactUri.Scheme(location) switch
        {
            "" => Path.GetFullPath(location, WorkingFolder),
            "file" when !location.StartsWith("file:/", StringComparison.OrdinalIgnoreCase) =>
                $"file://{Path.GetFullPath(location["file:".Length..], WorkingFolder)}",
            _ => location,
        };
    }

    private string? Limits(string location)
    {
        if (location.Length > LongestLocation)
        {
            return $"Invalid artifact path length. The length of the artifact path cannot be greater than {LongestLocation} characters. "
                + "To configure this limit, please set the MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment variable.";
        }
        if (location.Any(char.IsControl))
        {
            return "'artifact_location' can't hold control characters.";
        }
        if (location.Contains('#', StringComparison.Ordinal) || location.Contains(';', StringComparison.Ordinal))
        {
            return "'artifact_location' URL can't include fragments or params.";
        }
        var scheme = ArtifactUri.Scheme(location);
        if (scheme == "runs")
        {
            return $"Artifact location cannot be a runs:/ URI. Given: '{location}'";
        }
        return HostSchemes.Contains(scheme) && NamesHost(location, scheme) && !AllowedHostSchemes.Contains(scheme) && !SameHost(location)
            ? $"'artifact_location' cannot use the '{scheme}' scheme: the '{scheme}' scheme addresses a host other than the tracking server's "
                + "configured artifact storage, so the server would connect to the host named in the URI. Set the "
                + "MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it."
            : null;
    }

    private static bool NamesHost(string location, string scheme) =>
        scheme != "mlflow-artifacts"
        || (location.StartsWith("mlflow-artifacts://", StringComparison.OrdinalIgnoreCase) && location.Length > 19 && location[19] != '/');

    private bool SameHost(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var given)
        && Uri.TryCreate(DefaultRoot, UriKind.Absolute, out var root)
        && given.Scheme == root.Scheme
        && given.Authority == root.Authority
        && given.Authority.Length > 0;

    private static bool IsUnder(string location, string root)
    {
        var prefix = root.EndsWith('/') ? root : root + "/";
        return !prefix.StartsWith("mlflow-artifacts:", StringComparison.OrdinalIgnoreCase)
            && location.StartsWith(prefix, StringComparison.Ordinal)
            && !Uri.UnescapeDataString(location).Split('/', '\\').Any(segment => segment is "." or "..");
    }
}
