using System.Net;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Databases;
using Sluice.Configuration.HttpOptions;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration;

/// <summary>
/// Makes one <see cref="Settings"/> of flags, environment and ini file. It doesn't stop at the first problem: all of them are in
/// the findings when it returns, and then its result is null.
/// </summary>
internal static class SettingsBuilder
{
    private static readonly string[] ServerOptions = ["gunicorn-opts", "waitress-opts", "uvicorn-opts"];
    private static readonly string[] SecurityFlags = ["allowed-hosts", "cors-allowed-origins", "disable-security-middleware"];

    /// <summary>Merges, converts and checks everything.</summary>
    /// <param name="server">The flags of <c>server</c>, merged with their variables.</param>
    /// <param name="surroundings">Environment and working folder.</param>
    /// <param name="findings">Gets problems, notices and every value with its origin.</param>
    public static Settings? Build(FlagValues server, Surroundings surroundings, Findings findings)
    {
        CheckCombinations(server, surroundings, findings);
        var options = ProcessOptions.Read(server, surroundings, findings);
        var inputs = new Inputs(server, options, surroundings, findings);
        var browser = BrowserReader.Read(inputs);
        BrowserReader.WarnAboutWildcards(browser, findings);
        var databases = new DatabaseReader(inputs);
        var tracking = databases.Tracking(artifactsOnly: server.Switch("artifacts-only"));
        if (surroundings.CalledMlflow)
        {
            BrowserReader.Describe(browser, findings);
        }
        var accounts = server.TextOrNull("app-name") is null
            ? null
            : new AccountReader(inputs).Read(tracking.Pool, tracking.UpgradeAtStart);
        var settings = new Settings
        {
            Listen = new ListenReader(inputs).Read(),
            Browser = browser,
            Proxies = ProxyReader.Read(inputs),
            Limits = LimitReader.Read(inputs),
            Tracking = tracking,
            Accounts = accounts,
            Artifacts = new ArtifactReader(inputs).Read(),
            Log = LogReader.Read(inputs),
        };
        Unserved.Check(server, options, findings);
        if (!surroundings.CalledMlflow)
        {
            Tell(settings, server, findings);
        }
        Warn(settings, findings);
        Note(server, options, settings, findings);
        return findings.Problems.Count == 0 ? settings : null;
    }

    /// <summary>Flags that can't be combined (docs/compatibility.md, "Flags that exclude each other").</summary>
    private static void CheckCombinations(FlagValues server, Surroundings surroundings, Findings findings)
    {
        bool Filled(string key) => server.TextOrNull(key) is { Length: > 0 };
        bool Chosen(string key) => server.OnCommandLine(key) || Filled(key);
        if (server.Switch("dev"))
        {
            foreach (var key in ServerOptions.Where(key => key != "waitress-opts" && Filled(key)))
            {
                findings.Usage($"'--dev' and '--{key}' cannot be specified together.");
            }
            if (Filled("app-name"))
            {
                findings.Usage(
                    "'--dev' cannot be used with '--app-name'. Development mode with auto-reload is only supported for the default MLflow tracking server."
                );
            }
        }
        string[] chosen = [.. ServerOptions.Where(Chosen)];
        if (chosen.Length > 1)
        {
            findings.Usage(
                "Cannot specify multiple server options. Choose one of: '--gunicorn-opts', '--waitress-opts', or '--uvicorn-opts'."
            );
        }
        if (chosen.Any(key => key != "uvicorn-opts") && SecurityFlags.Any(server.OnCommandLine))
        {
            findings.Usage(
                "Security middleware parameters (--allowed-hosts, --cors-allowed-origins, --disable-security-middleware) are only supported with "
                    + "the default uvicorn server. They cannot be used with --gunicorn-opts or --waitress-opts. To use security features, run "
                    + "without specifying a server option (uses uvicorn by default) or explicitly use --uvicorn-opts."
            );
        }
        CheckWorkspaces(server, surroundings, findings);
        if (server.Switch("artifacts-only") && server.Find("trace-archival-config") is not null)
        {
            findings.Usage(
                "--trace-archival-config cannot be combined with --artifacts-only because artifact-only servers do not initialize the tracking "
                    + "store required for server-owned trace archival."
            );
        }
    }

    private static void CheckWorkspaces(FlagValues server, Surroundings surroundings, Findings findings)
    {
        var variables = new VariableReader(surroundings, findings);
        var variable = variables.Boolean("MLFLOW_ENABLE_WORKSPACES");
        if (variables.Text("MLFLOW_WORKSPACE") is { } client)
        {
            findings.Failure($"MLFLOW_WORKSPACE={client.Text} is client-only. Unset it before starting the server.");
        }
        var origin = server.Find("enable-workspaces")?.Origin ?? new Origin(OriginKind.Variable, "MLFLOW_ENABLE_WORKSPACES");
        var store = server.Find("workspace-store-uri");
        if ((server.SwitchOrNull("enable-workspaces") ?? variable))
        {
            if (server.Switch("artifacts-only") && store is null)
            {
                findings.Usage(
                    "--workspace-store-uri is required when combining --enable-workspaces with --artifacts-only so artifact requests can be "
                        + "validated against a workspace provider."
                );
            }
            Unserved.Report("--enable-workspaces", "workspaces", origin, findings);
        }
        else if (store is not null)
        {
            findings.Warn(
                "Ignoring --workspace-store-uri because workspaces are not enabled. Use --enable-workspaces to activate workspace mode."
            );
        }
    }

    /// <summary>What Sluice says in place of the original's lines: only what somebody may not know who reads it.</summary>
    private static void Tell(Settings settings, FlagValues server, Findings findings)
    {
        if (!settings.Artifacts.Only && server.Find("backend-store-uri") is null)
        {
            findings.Say($"Everything recorded is kept in {settings.Tracking.Uri.Display}; --backend-store-uri names another place.");
        }
        if (!settings.Browser.Enabled)
        {
            findings.Warn("WARNING: Neither Host nor Origin is checked: any website that a user opens can call this server.");
        }
        else if (settings.Browser.AllowedHosts is null && settings.Listen.UnixSocket is null && !IsLoopback(settings.Listen.Host))
        {
            findings.Warn("Requests must name localhost or a private address as their host; --allowed-hosts allows other names.");
        }
    }

    /// <summary>What Sluice says beyond the original's lines.</summary>
    private static void Warn(Settings settings, Findings findings)
    {
        var listen = settings.Listen;
        if (settings.Accounts is null && listen.UnixSocket is null && !IsLoopback(listen.Host))
        {
            findings.Warn(
                $"WARNING: This server has no accounts: whoever reaches {listen.Host} port {listen.Port} can read and change everything. "
                    + "Start it with --app-name basic-auth to ask for a sign-in."
            );
        }
        if (!settings.Artifacts.Only && settings.Tracking.Uri is SqliteUri { InMemory: true })
        {
            findings.Warn("WARNING: The tracking database is in memory: everything recorded is gone when the server stops.");
        }
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    /// <summary>Notes every flag with the value that counts, for <c>sluice config</c>.</summary>
    private static void Note(FlagValues server, ProcessOptions options, Settings settings, Findings findings)
    {
        foreach (var key in ServerFlags.All.Select(flag => flag.Key).Where(key => !key.EndsWith("-opts", StringComparison.Ordinal)))
        {
            server.Note(
                key,
                key switch
                {
                    "backend-store-uri" => settings.Tracking.Uri.Display,
                    "artifacts-destination" => settings.Artifacts.Destination,
                    "default-artifact-root" => settings.Artifacts.DefaultRoot,
                    _ => null,
                }
            );
        }
        // The texts of the options may hold a password, so each option is noted by itself.
        foreach (var flag in options.Table)
        {
            options.Values.Note(flag.Key);
        }
    }
}

/// <summary>What settings are read from, and what takes the problems. The reader of every topic gets all of it.</summary>
/// <param name="Flags">The flags of <c>server</c>, merged with their variables.</param>
/// <param name="Options">The options of the HTTP server.</param>
/// <param name="Surroundings">Gives variables and paths.</param>
/// <param name="Findings">Gets the problems.</param>
internal sealed record Inputs(FlagValues Flags, ProcessOptions Options, Surroundings Surroundings, Findings Findings)
{
    /// <summary>The variables that no flag stands for.</summary>
    public VariableReader Variables { get; } = new(Surroundings, Findings);
}
