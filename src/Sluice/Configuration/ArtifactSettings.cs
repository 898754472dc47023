using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration;

/// <summary>Where artifacts lie and what may be stored about them (docs/protocol.md, "Artifact locations").</summary>
internal sealed record ArtifactSettings
{
    /// <summary>Whether clients read and write artifacts through the server.</summary>
    public required bool Serve { get; init; }

    /// <summary>Whether nothing else is served.</summary>
    public required bool Only { get; init; }

    /// <summary>What lies behind the artifact proxy: an absolute folder or a URI. May hold a password: never show it.</summary>
    public required string Destination { get; init; }

    /// <summary>Root of new experiments; a local one is absolute. May hold a password: never show it.</summary>
    public required string DefaultRoot { get; init; }

    /// <summary>Schemes whose hosts the server may connect to besides its own stores', in lower case.</summary>
    public required IReadOnlyList<string> AllowedSchemes { get; init; }

    /// <summary>Longest location of an experiment, in characters.</summary>
    public required int LocationMaxLength { get; init; }

    /// <summary>Whether params and tags over their limit are cut instead of refused.</summary>
    public required bool TruncateLongValues { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{nameof(ArtifactSettings)} {{ Destination = {HiddenPassword.OfUri(Destination)}, DefaultRoot = {HiddenPassword.OfUri(DefaultRoot)} }}";
}

/// <summary>Reads where artifacts lie (docs/protocol.md, "Artifact locations").</summary>
/// <param name="inputs">What the settings are read from.</param>
internal sealed class ArtifactReader(Inputs inputs)
{
    private readonly FlagValues server = inputs.Flags;
    private readonly Surroundings surroundings = inputs.Surroundings;
    private readonly Findings findings = inputs.Findings;

    /// <summary>Reads the settings.</summary>
    public ArtifactSettings Read()
    {
        var reader = inputs.Variables;
        var serve = server.Switch("serve-artifacts");
        var destination = server.Find("artifacts-destination");
        var scheme = Scheme(destination?.Text ?? "");
        if (serve && destination is not null && !Unserved.ServedArtifactSchemes.Contains(scheme))
        {
            Unserved.Report("--artifacts-destination", $"artifacts behind {scheme}://", destination.Origin, findings);
        }
        WarnAboutRoot();
        return new ArtifactSettings
        {
            Serve = serve,
            Only = server.Switch("artifacts-only"),
            Destination = Absolute(server.Text("artifacts-destination")),
            DefaultRoot = Absolute(server.TextOrNull("default-artifact-root") ?? (serve ? "mlflow-artifacts:/" : "./mlruns")),
            AllowedSchemes =
            [
                .. (reader.Text("MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES")?.Text ?? "")
                    .ToLowerInvariant()
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ],
            LocationMaxLength = reader.Integer("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH"),
            TruncateLongValues = reader.Boolean("MLFLOW_TRUNCATE_LONG_VALUES"),
        };
    }

    /// <summary>Clients with credentials use such a root directly; what the server itself can't read is said, not passed over.</summary>
    private void WarnAboutRoot()
    {
        var scheme = Scheme(server.Text("default-artifact-root"));
        if (scheme != "mlflow-artifacts" && !Unserved.ServedArtifactSchemes.Contains(scheme))
        {
            findings.Warn(
                $"WARNING: --default-artifact-root is behind {scheme}://, which the server doesn't read itself yet: clients use it directly, "
                    + "and pages that show artifacts stay empty."
            );
        }
    }

    private string Absolute(string location)
    {
        var scheme = Scheme(location);
        if (scheme.Length == 0)
        {
            return surroundings.Absolute(location);
        }
        var path = scheme == "file" ? location["file:".Length..] : "";
        return scheme == "file" && !path.StartsWith('/') ? "file://" + surroundings.Absolute(path) : location;
    }

    private static string Scheme(string location)
    {
        var colon = location.IndexOf(':');
        var slash = location.IndexOf('/');
        return colon <= 0 || slash >= 0 && slash < colon ? "" : location[..colon].ToLowerInvariant();
    }
}
