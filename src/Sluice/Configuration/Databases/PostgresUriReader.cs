using System.Text.RegularExpressions;
using Sluice.Configuration.Sources;

namespace Sluice.Configuration.Databases;

/// <summary>Puts a PostgreSQL URI together from its parts, its query and the PG variables, in libpq's order of precedence.</summary>
/// <param name="surroundings">Gives the PG variables.</param>
/// <param name="refuse">Takes what is wrong.</param>
internal sealed class PostgresUriReader(Surroundings surroundings, Action<string> refuse)
{
    private const string DefaultSocketFolder = "/var/run/postgresql";
    private const int DefaultPort = 5432;

    /// <summary>Reads the parts; null after a problem.</summary>
    public PostgresUri? Read(Match match, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        if (match.Groups["host"].Value.Contains('@') || match.Groups["database"].Value.Contains('@'))
        {
            refuse("has an '@' where none can be. In user and password write '@' as %40, '/' as %2F and ':' as %3A.");
            return null;
        }
        var values = new Dictionary<string, string>();
        foreach (var (variable, keyword) in PostgresParameters.Variables)
        {
            if (surroundings.NonEmpty(variable) is { } given)
            {
                values[keyword] = given.Text;
            }
        }
        Put(values, "user", Uri.UnescapeDataString(match.Groups["user"].Value));
        Put(values, "password", Uri.UnescapeDataString(match.Groups["password"].Value));
        Put(values, "dbname", match.Groups["database"].Value);
        Put(values, "host", match.Groups["v6"].Success ? match.Groups["v6"].Value : match.Groups["host"].Value);
        Put(values, "port", match.Groups["port"].Value);
        foreach (var group in query.GroupBy(pair => pair.Key))
        {
            // Several hosts are several parameters or one list; of any other parameter the last counts.
            values[group.Key] = group.Key is "host" or "port" ? string.Join(',', group.Select(pair => pair.Value)) : group.Last().Value;
        }
        return Check(values) && ReadHosts(values) is { } hosts ? Build(values, hosts) : null;
    }

    private static void Put(Dictionary<string, string> values, string keyword, string text)
    {
        if (text.Length > 0)
        {
            values[keyword] = text;
        }
    }

    private bool Check(Dictionary<string, string> values)
    {
        if (values.TryGetValue("sslmode", out var mode) && !PostgresParameters.SslModes.Contains(mode))
        {
            refuse($"has sslmode '{mode}', which is none of {string.Join(", ", PostgresParameters.SslModes)}.");
            return false;
        }
        if (values.TryGetValue("connect_timeout", out var seconds) && !int.TryParse(seconds, out _))
        {
            refuse($"has connect_timeout '{seconds}', which is no number of seconds.");
            return false;
        }
        if (surroundings.NonEmpty("PGSERVICE") is not null)
        {
            refuse(
                "would be filled from the file that PGSERVICE asks for, which Sluice doesn't read. Unset PGSERVICE and write host, user and database."
            );
            return false;
        }
        return true;
    }

    private List<PostgresHost>? ReadHosts(Dictionary<string, string> values)
    {
        var ports = values.TryGetValue("port", out var list) ? list.Split(',') : [];
        var names = values.GetValueOrDefault("hostaddr") ?? values.GetValueOrDefault("host") ?? "";
        var hosts = names.Split(',');
        if (ports.Length > 1 && ports.Length != hosts.Length)
        {
            refuse($"has {hosts.Length} hosts and {ports.Length} ports. Give one port, or one for each host.");
            return null;
        }
        var result = new List<PostgresHost>();
        for (var i = 0; i < hosts.Length; i++)
        {
            var (name, port) = SplitPort(hosts[i]);
            port ??= ports.ElementAtOrDefault(ports.Length == 1 ? 0 : i);
            var number = DefaultPort;
            if (port is { Length: > 0 } && (!int.TryParse(port, out number) || number is < 1 or > 65535))
            {
                refuse("has a port that is no number from 1 to 65535.");
                return null;
            }
            result.Add(new PostgresHost(name.Length > 0 ? name : DefaultHost(number), number));
        }
        return result;
    }

    /// <summary>libpq tries the socket of this machine first; where there is none, the server is asked for over TCP.</summary>
    private static string DefaultHost(int port) =>
        File.Exists($"{DefaultSocketFolder}/.s.PGSQL.{port}") ? DefaultSocketFolder : "localhost";

    private static (string Name, string? Port) SplitPort(string host)
    {
        var colon = host.LastIndexOf(':');
        if (host.StartsWith('['))
        {
            var close = host.IndexOf(']');
            return close < 0 ? (host, null) : (host[1..close], colon > close ? host[(colon + 1)..] : null);
        }
        return colon < 0 || host.IndexOf(':') != colon ? (host, null) : (host[..colon], host[(colon + 1)..]);
    }

    private static PostgresUri Build(Dictionary<string, string> values, List<PostgresHost> hosts)
    {
        var result = new PostgresUri
        {
            User = values.GetValueOrDefault("user"),
            Password = values.TryGetValue("password", out var password) ? new Secret(password) : null,
            Hosts = hosts,
            Database = values.GetValueOrDefault("dbname"),
            KeyPassword = values.TryGetValue("sslpassword", out var keyPassword) ? new Secret(keyPassword) : null,
        };
        string[] own = ["user", "password", "dbname", "host", "hostaddr", "port", "sslpassword"];
        return result with
        {
            Parameters = values.Where(pair => !own.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value),
        };
    }
}
