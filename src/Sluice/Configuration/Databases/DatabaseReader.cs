using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Databases;

/// <summary>Reads the tracking database and the pools.</summary>
/// <param name="inputs">What the settings are read from.</param>
internal sealed class DatabaseReader(Inputs inputs)
{
    /// <summary>The tracking database when nobody names one.</summary>
    public const string DefaultUri = "sqlite:///mlflow.db";

    private const string FileStore = "./mlruns";
    private static readonly string[] PoolClasses =
    [
        "AssertionPool",
        "AsyncAdaptedQueuePool",
        "NullPool",
        "QueuePool",
        "SingletonThreadPool",
        "StaticPool",
    ];
    private readonly FlagValues server = inputs.Flags;
    private readonly Surroundings surroundings = inputs.Surroundings;
    private readonly Findings findings = inputs.Findings;

    /// <summary>Reads the tracking database.</summary>
    /// <param name="artifactsOnly">Whether no database is opened, so that none may be named.</param>
    public DatabaseSettings Tracking(bool artifactsOnly)
    {
        var parser = new DatabaseUriParser(surroundings, findings);
        DatabaseUri? uri;
        if (server.Find("backend-store-uri") is { } given)
        {
            if (artifactsOnly && given.Text is not (DefaultUri or FileStore))
            {
                findings.Usage(
                    "You are starting a tracking server in `--artifacts-only` mode and have provided a value for `--backend_store_uri`: "
                        + $"'{HiddenPassword.OfUri(given.Text)}'. A tracking server in `--artifacts-only` mode cannot have a value set for "
                        + "`--backend_store_uri` to properly proxy access to the artifact storage location.",
                    given.Origin
                );
            }
            uri = artifactsOnly ? null : parser.Parse("--backend-store-uri", given);
        }
        else
        {
            var fileStore = HoldsExperiments(surroundings.Absolute(FileStore));
            given = new Given("backend-store-uri", fileStore ? FileStore : DefaultUri, Origin.Default);
            if (surroundings.CalledMlflow)
            {
                findings.Say($"Backend store URI not provided. Using {given.Text}");
            }
            uri =
                artifactsOnly ? null
                : fileStore ? parser.RefuseFileStore(given)
                : parser.Parse("--backend-store-uri", given);
        }
        CheckRegistry(parser, given);
        return new DatabaseSettings(uri ?? new SqliteUri(null), Pool()) { UpgradeAtStart = server.Switch("upgrade-databases") };
    }

    /// <summary>Reads how many connections a database gets; the same for all of them.</summary>
    public PoolSettings Pool()
    {
        var reader = inputs.Variables;
        if (reader.Text("MLFLOW_SQLALCHEMYSTORE_POOLCLASS") is { } poolClass && !PoolClasses.Contains(poolClass.Text))
        {
            findings.Failure(
                $"Invalid poolclass parameter: {poolClass.Text}. Set environment variable poolclass to empty or one of the following values: "
                    + $"{string.Join(", ", PoolClasses)}",
                poolClass.Origin
            );
        }
        return new PoolSettings
        {
            Size = reader.Positive("MLFLOW_SQLALCHEMYSTORE_POOL_SIZE"),
            Overflow = reader.Positive("MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW"),
            Recycle = reader.IntegerOrNull("MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE") is > 0 and var age ? TimeSpan.FromSeconds(age) : null,
        };
    }

    /// <summary>Sluice keeps models in the tracking database; another one is checked and then answered as not served.</summary>
    private void CheckRegistry(DatabaseUriParser parser, Given tracking)
    {
        if (server.Find("registry-store-uri") is not { } given)
        {
            if (surroundings.CalledMlflow)
            {
                findings.Say("Registry store URI not provided. Using backend store URI.");
            }
        }
        else if (given.Text != tracking.Text && parser.Parse("--registry-store-uri", given) is not null)
        {
            Unserved.Report("--registry-store-uri", "a registry in another database than the tracking database", given.Origin, findings);
        }
    }

    /// <summary>Whether a folder holds experiments of MLflow's file store: a numeric name with <c>meta.yaml</c> in it.</summary>
    private static bool HoldsExperiments(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateDirectories(folder)
            .Any(child => Path.GetFileName(child).All(char.IsAsciiDigit) && File.Exists(Path.Combine(child, "meta.yaml")));
}
