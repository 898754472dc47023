namespace Sluice.Configuration;

/// <summary>Reads where artifacts lie (contract, drop-in.md 6).</summary>
/// <param name="server">Flags of <c>server</c>.</param>
/// <param name="surroundings">Gives variables and paths.</param>
/// <param name="findings">Gets the problems.</param>
internal sealed class ArtifactReader(FlagValues server, Surroundings surroundings, Findings findings)
{
    /// <summary>Reads the settings.</summary>
    public ArtifactSettings Read()
    {
        var reader = new VariableReader(surroundings, findings);
        var serve = server.Switch("serve-artifacts") ?? true;
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
            Only = server.Switch("artifacts-only") == true,
            Destination = Absolute(destination?.Text ?? "./mlartifacts"),
            DefaultRoot = Absolute(server.Text("default-artifact-root") ?? (serve ? "mlflow-artifacts:/" : "./mlruns")),
            AllowedSchemes =
            [
                .. (reader.Text("MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES")?.Text ?? "")
                    .ToLowerInvariant()
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ],
            LocationMaxLength = reader.Integer("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH") ?? 2048,
            TruncateLongValues = reader.Boolean("MLFLOW_TRUNCATE_LONG_VALUES") ?? true,
        };
    }

    /// <summary>Clients with credentials use such a root directly; what the server itself can't read is said, not passed over.</summary>
    private void WarnAboutRoot()
    {
        var scheme = Scheme(server.Text("default-artifact-root") ?? "");
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
