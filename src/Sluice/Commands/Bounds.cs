using System.Globalization;
using Sluice.Access.Rules;
using Sluice.Accounts;
using Sluice.Artifacts;
using Sluice.Artifacts.Stores;
using Sluice.Configuration;
using Sluice.Configuration.Sources;
using Sluice.Hosting;
using Sluice.Hosting.Requests;
using Sluice.Identity.Passwords;
using Sluice.Observability;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Sluice.Search;
using Sluice.Search.Syntax;
using Sluice.Storage;
using Sluice.Storage.Postgres;
using Sluice.Storage.Schema;
using Sluice.Storage.Sqlite;
using Sluice.Tracking;
using Sluice.Tracking.Experiments;
using Sluice.Tracking.Metrics;
using Sluice.Tracking.Runs;
using Sluice.Tracking.Runs.Search;

namespace Sluice.Commands;

/// <summary>One bound of the server.</summary>
/// <param name="What">What is bounded.</param>
/// <param name="Limit">The most of it.</param>
/// <param name="WhenReached">What happens then.</param>
/// <param name="File">Where the bound is written, below <c>src/Sluice</c>.</param>
internal sealed record Bound(string What, string Limit, string WhenReached, string File);

/// <summary>Every bound of the server, with the numbers that the program uses. A new queue, cache, pool or limit is a row here.</summary>
internal static class Bounds
{
    private const string AuthCache = "auth_cache_max_size";

    /// <summary>The bounds of a server with these settings.</summary>
    public static IReadOnlyList<Bound> Of(Settings settings)
    {
        var limits = settings.Limits;
        var pool = settings.Tracking.Pool;
        var credentials = Number(settings.Accounts?.AuthCacheSize ?? DefaultOf(AuthCache));
        return
        [
            new("head of a request", Size(limits.RequestHeadBytes), "refused by Kestrel", "Configuration/LimitSettings.cs"),
            new("headers of a request", Number(limits.HeaderCount ?? Server.Headers), "refused by Kestrel", "Hosting/Server.cs"),
            new("time for the head", Time(Server.HeadTime), "refused by Kestrel", "Hosting/Server.cs"),
            new("idle connection", Time(limits.KeepAlive), "closed", "Configuration/LimitSettings.cs"),
            new(
                "requests at one time",
                limits.Concurrency is { } most ? Number(most) : "none unless `--limit-concurrency` says",
                "503",
                "Configuration/LimitSettings.cs"
            ),
            new("JSON body", Size(limits.JsonBodyBytes), "413", "Configuration/LimitSettings.cs"),
            new("body where a route has no use for one", Size(JsonBody.MostUnused), "413", "Hosting/Requests/JsonBody.cs"),
            new("JSON bodies of all requests under way", Size(BodyBudget.Most), "503", "Hosting/Requests/BodyBudget.cs"),
            new("time for a JSON body", Time(JsonBody.Time), "408", "Hosting/Requests/JsonBody.cs"),
            new("depth of JSON", Number(Binder.Depth), "400", "Protocol/Messages/Binder.cs"),
            new("value that an error message repeats", $"{Number(JsonValue.Shown)} characters", "cut", "Protocol/Messages/JsonValue.cs"),
            new("error message", $"{Number(ErrorAnswer.LongestMessage)} characters", "cut", "Protocol/Answers/ErrorAnswer.cs"),
            new(
                "text of a field that names something: an id, name, key, token, or element of an order",
                $"{Number(TextLimit.Name.Most)} characters",
                "400",
                "Protocol/Messages/TextLimit.cs"
            ),
            new("text of a filter", $"{Number(TextLimit.Filter.Most)} characters", "400", "Protocol/Messages/TextLimit.cs"),
            new("text of a value that is stored", $"{Number(TextLimit.Value.Most)} characters", "400", "Protocol/Messages/TextLimit.cs"),
            new("elements of a list in a request", Number(ListLimit.Most), "400", "Protocol/Messages/ListFields.cs"),
            new(
                "part of a path that holds several segments, inside the path",
                $"{Number(RouteTree<Endpoint>.MostSegmentsInside)} segments",
                "another path",
                "Protocol/Routes/RouteTree.cs"
            ),
            new(
                "piece of an answer that is made",
                $"{Size(AnswerBuffer.Piece)}, from the runtime's shared pool",
                "one more piece",
                "Protocol/Answers/AnswerBuffer.cs"
            ),
            new(
                "bytes of an answer in memory",
                Size(AnswerBuffer.MostInMemory),
                "the rest lies in a temporary file without a name; in memory where none can be made",
                "Protocol/Answers/AnswerBuffer.cs"
            ),
            new(
                "path of an artifact",
                $"{Number(ArtifactPath.Longest)} bytes, {Number(ArtifactPath.MostSegments)} names of {Number(ArtifactPath.LongestName)} bytes, "
                    + $"encoded {Number(ArtifactPath.MostDecodings)} times",
                "400",
                "Artifacts/ArtifactPath.cs"
            ),
            new(
                "times that an upload makes a folder which others remove",
                Number(LocalStore.Attempts),
                "503",
                "Artifacts/Stores/LocalStore.cs"
            ),
            new("bytes of an upload in memory", Size(LocalStore.Piece), "streamed", "Artifacts/Stores/LocalStore.cs"),
            new("bytes of a download in memory", Size(AnswerWriter.Piece), "streamed", "Hosting/Requests/AnswerWriter.cs"),
            new("drain at the end", Time(limits.GracefulShutdown ?? Server.Drain), "connections are closed", "Hosting/Server.cs"),
            new("memory of objects that are new, before they are looked through", "about 4 MiB", "a collection", "Sluice.csproj"),
            new(
                "texts of rows that are kept to be used again",
                $"{Number(NameCache.Places)} of {Number(NameCache.Longest)} bytes a connection of SQLite, and a PostgreSQL",
                "replaced",
                "Storage/NameCache.cs"
            ),
            new("SQLite connections that read", Number(SqliteDatabase.Readers), "waits", "Storage/Sqlite/SqliteDatabase.cs"),
            new(
                "requests that wait for a connection to read SQLite, or to PostgreSQL",
                $"{Number(ConnectionSlots.QueueLength)} each",
                "503",
                "Storage/ConnectionSlots.cs"
            ),
            new("SQLite units of work that wait for the writer", Number(SqliteWriter.QueueLength), "503", "Storage/Sqlite/SqliteWriter.cs"),
            new("SQLite units of work in one commit", Number(SqliteWriter.BatchLength), "next commit", "Storage/Sqlite/SqliteWriter.cs"),
            new("SQLite lock of another process", $"{SqliteDatabase.LockPatience} ms", "503", "Storage/Sqlite/SqliteDatabase.cs"),
            new(
                "prepared statements of searches",
                $"{Number(SqliteSession.BuiltStatements)} a connection, of {Number(SqliteSession.BuiltStatementLength)} characters",
                "all dropped, or not kept",
                "Storage/Sqlite/SqliteSession.cs"
            ),
            new("PostgreSQL connections", Number(pool.Size + pool.Overflow), "waits, then 503", "Storage/Postgres/WarmConnections.cs"),
            new(
                "PostgreSQL prepared statements",
                $"{Number(PostgresDatabase.PreparedStatements)} a connection",
                "the oldest goes",
                "Storage/Postgres/PostgresDatabase.cs"
            ),
            new("times that a writing unit is tried", Number(PostgresDatabase.Attempts), "503", "Storage/Postgres/PostgresDatabase.cs"),
            new("requests that wait for the next unit of their kind", Number(WorkGroup<object>.QueueLength), "503", "Storage/WorkGroup.cs"),
            new("requests in one such unit", Number(WorkGroup<object>.Most), "next unit", "Storage/WorkGroup.cs"),
            new(
                "runs that requests read together",
                $"{Number(KeyedReads<object>.MostKeys)}, and as many such readings as processors and one more, 3 to 8",
                "next unit; a page of more is read alone",
                "Storage/KeyedReads.cs"
            ),
            new("password hashes at one time", "half the processors, at least 1", "waits", "Hosting/Composition.cs"),
            new("password hashes that wait", Number(HashLane.QueueLength), "503", "Identity/Passwords/HashLane.cs"),
            new("memory of a stored scrypt hash", Size(Scrypt.MostMemory), "doesn't match", "Identity/Passwords/Scrypt.cs"),
            new(
                "rounds of a stored pbkdf2 hash",
                Number(PasswordHash.MostIterations),
                "doesn't match",
                "Identity/Passwords/PasswordHash.cs"
            ),
            new("verified credentials", $"{credentials} good and as many refused", "all dropped", "Identity/Basic/VerifiedCredentials.cs"),
            new("users whose grants are kept", credentials, "all dropped", "Access/Grants/GrantCache.cs"),
            new("resources that one request names", Number(EachTargetRule<object>.Most), "403", "Access/Rules/EachTargetRule.cs"),
            new("user name", $"{Number(UserEndpoints.LongestName)} characters", "400", "Accounts/UserEndpoints.cs"),
            new("password", $"{Number(UserEndpoints.LongestPassword)} characters", "400", "Accounts/UserEndpoints.cs"),
            new(
                "batch of a run",
                $"{Number(RunEndpoints.MostMetrics)} metrics, {Number(RunEndpoints.MostParams)} params, {Number(RunEndpoints.MostTags)} tags, "
                    + $"{Number(RunEndpoints.MostInAll)} in all",
                "400",
                "Tracking/Runs/RunEndpoints.cs"
            ),
            new("key of a metric, param or tag", $"{Number(KeyLimits.Key)} characters", "400", "Tracking/KeyLimits.cs"),
            new(
                "values of params and of runs' tags",
                $"{Number(KeyLimits.ParamValue)}, {Number(KeyLimits.RunTagValue)} characters",
                "cut, or 400 where cutting is switched off",
                "Tracking/KeyLimits.cs"
            ),
            new("value of an experiment's tag", $"{Number(KeyLimits.ExperimentTagValue)} characters", "400", "Tracking/KeyLimits.cs"),
            new(
                "custom views of an experiment",
                Number(ExperimentEndpoints.MostCustomViews),
                "400",
                "Tracking/Experiments/ExperimentEndpoints.cs"
            ),
            new(
                "names of experiments, of runs",
                $"{Number(KeyLimits.StoredExperimentName)}, {Number(KeyLimits.StoredRunName)} characters: what PostgreSQL's columns hold",
                "400",
                "Tracking/KeyLimits.cs"
            ),
            new(
                "artifact locations of experiments, of runs",
                $"{Number(KeyLimits.StoredArtifactLocation)}, {Number(KeyLimits.StoredRunLocation)} characters",
                "400",
                "Tracking/KeyLimits.cs"
            ),
            new("runs of a bulk history", Number(MetricEndpoints.MostRuns), "400", "Tracking/Metrics/MetricEndpoints.cs"),
            new("values of a bulk history", $"{Number(MetricEndpoints.MostInBulk)} in all", "cut", "Tracking/Metrics/MetricEndpoints.cs"),
            new("values of a sample", $"{Number(MetricEndpoints.MostInSample)} a run", "400", "Tracking/Metrics/MetricEndpoints.cs"),
            new("results of a page", Number(RunSearch.MostResults), "400", "Tracking/Runs/Search/RunSearch.cs"),
            new("conditions of a filter", Number(FilterText.MaxConditions), "400", "Search/Syntax/FilterText.cs"),
            new("conditions on other tables than the searched one", Number(Expression.MaxElsewhere), "400", "Search/Expression.cs"),
            new("values of a list in a filter", Number(ListText.MaxValues), "400", "Search/Syntax/ListText.cs"),
            new("parentheses in each other", Number(Scanner.MaxDepth), "400", "Search/Syntax/Scanner.cs"),
            new("patterns of LIKE and ILIKE in a filter", $"{Number(Expression.MaxPatterns)} bytes in all", "400", "Search/Expression.cs"),
            new("orders by metrics, params and tags", Number(RunOrder.MaxJoins), "400", "Tracking/Runs/Search/RunOrder.cs"),
            new(
                "values that are remembered as rare or common",
                $"{Number(RareValues.Places)} of {Number(OwnIndex.MostCharacters)} characters and a key, for {Time(RareValues.Age)}",
                "replaced",
                "Tracking/Runs/Search/RareValues.cs"
            ),
            new("request lines that wait", Number(RequestLog.QueueLength), "left out and counted", "Observability/RequestLog.cs"),
        ];
    }

    private static int DefaultOf(string key) =>
        int.Parse(IniKeys.All.First(setting => setting.Name == key).Default!, CultureInfo.InvariantCulture);

    private static string Number(long number) => number < 10_000 ? $"{number}" : $"{number:N0}";

    private static string Size(long bytes) =>
        bytes % (1 << 30) == 0 ? $"{bytes >> 30} GiB"
        : bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB"
        : bytes % 1024 == 0 ? $"{bytes >> 10} KiB"
        : $"{bytes} bytes";

    private static string Time(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
