using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration.HttpOptions;

/// <summary>
/// The options for the HTTP server process, whichever flag brought them (docs/configuration.md, "Options of the HTTP server").
/// </summary>
/// <param name="Values">Their values under uvicorn's names.</param>
/// <param name="Table">The rows that can have a value here.</param>
/// <param name="Gunicorn">Whether they are gunicorn's, which logs no requests unless told to.</param>
internal sealed record ProcessOptions(FlagValues Values, IReadOnlyList<Flag> Table, bool Gunicorn)
{
    /// <summary>The flags that bring options, with the tables of their words.</summary>
    private static readonly (string Key, IReadOnlyList<Flag> All, IReadOnlyList<Flag> Honoured)[] Kinds =
    [
        ("gunicorn-opts", GunicornOptions.All, GunicornOptions.Honoured),
        ("waitress-opts", WaitressOptions.All, WaitressOptions.Honoured),
        ("uvicorn-opts", UvicornOptions.All, UvicornOptions.Honoured),
    ];

    /// <summary>Splits and checks the options.</summary>
    public static ProcessOptions Read(FlagValues server, Surroundings surroundings, Findings findings)
    {
        var kind = Kinds.FirstOrDefault(kind => server.Find(kind.Key) is not null, Kinds[^1]);
        var given = server.Find(kind.Key);
        var words = new List<Given>();
        if (kind.Key == "gunicorn-opts" && surroundings.NonEmpty("GUNICORN_CMD_ARGS") is { } variable)
        {
            words.AddRange(Split(variable, "GUNICORN_CMD_ARGS", kind.All, findings));
        }
        if (given is not null)
        {
            words.AddRange(Split(given, given.Origin.Name, kind.All, findings));
        }
        if (words.Any(word => word.Key == "fd"))
        {
            findings.Failure(
                "'--fd' is not served: Sluice opens its socket itself. Use --host and --port, or '--uds PATH'.",
                words[0].Origin
            );
        }
        var values = new FlagValues(kind.All, words, surroundings, findings, defaults: UvicornOptions.Honoured);
        foreach (var key in kind.Honoured.Where(flag => flag.Kind == FlagKind.Integer).Select(flag => flag.Key))
        {
            if (values.IntegerOrNull(key) is < 0)
            {
                findings.Usage($"Invalid value for '--{key}': {values.Integer(key)} is below 0.", values.Find(key)!.Origin);
            }
        }
        return new ProcessOptions(values, kind.Honoured, kind.Key == "gunicorn-opts");
    }

    private static IReadOnlyList<Given> Split(Given given, string name, IReadOnlyList<Flag> table, Findings findings)
    {
        if (ShellWords.SplitOptions(given.Text) is not { } words)
        {
            findings.Failure($"No closing quotation in {name}", given.Origin);
            return [];
        }
        var read = new ArgumentReader(table, findings) { Origin = new Origin(OriginKind.Option, name) }.Read(words);
        if (read.Arguments.Count > 0)
        {
            // A stray word may be a piece of a password.
            var secret = read.Options.Any(option => option.Key == "ssl-keyfile-password");
            findings.Usage(
                $"Got unexpected extra argument ({(secret ? Secret.Mask : string.Join(' ', read.Arguments))})",
                new Origin(OriginKind.Option, name)
            );
        }
        return read.Options;
    }
}
