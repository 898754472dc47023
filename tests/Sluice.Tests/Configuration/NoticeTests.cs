using Sluice.Configuration.Reports;
using Xunit;

namespace Sluice.Tests.Configuration;

public sealed class NoticeTests : IDisposable
{
    private readonly Start start = new();

    public void Dispose() => start.Dispose();

    /// <summary>What a start under our own name says; under the original's it says what the other tests expect.</summary>
    private static string[] OwnLines(NoticeStream stream, params string[] flags)
    {
        using var own = new Start { ProgramName = "sluice" };
        return [.. own.Command(["server", .. flags]).Notices.Where(notice => notice.Stream == stream).Select(notice => notice.Text)];
    }

    private string[] Lines(NoticeStream stream, params string[] flags) =>
        [.. start.Command(["server", .. flags]).Notices.Where(notice => notice.Stream == stream).Select(notice => notice.Text)];

    [Fact]
    public void A_start_without_flags_says_which_databases_it_uses() =>
        Assert.Equal(
            ["Backend store URI not provided. Using sqlite:///mlflow.db", "Registry store URI not provided. Using backend store URI."],
            Lines(NoticeStream.Out)
        );

    [Theory]
    [InlineData("--backend-store-uri|sqlite:////srv/mlflow.db")]
    [InlineData("--backend-store-uri|sqlite:////srv/mlflow.db|--allowed-hosts|a|--cors-allowed-origins|x")]
    public void Under_our_own_name_a_start_that_needs_no_advice_says_nothing(string flags)
    {
        Assert.Empty(OwnLines(NoticeStream.Out, flags.Split('|')));
        Assert.Empty(OwnLines(NoticeStream.Error, flags.Split('|')));
    }

    [Fact]
    public void Under_our_own_name_a_start_without_flags_says_in_a_sentence_where_things_are_kept()
    {
        Assert.Matches("^Everything recorded is kept in sqlite:////.*/mlflow.db; [^.]*\\.$", Assert.Single(OwnLines(NoticeStream.Out)));
        Assert.Empty(OwnLines(NoticeStream.Error));
    }

    [Theory]
    [InlineData("--host|0.0.0.0", "Requests must name localhost or a private address as their host; --allowed-hosts allows other names.")]
    [InlineData(
        "--disable-security-middleware",
        "WARNING: Neither Host nor Origin is checked: any website that a user opens can call this server."
    )]
    public void Under_our_own_name_the_checks_of_hosts_and_origins_are_told_where_they_matter(string flags, string expected) =>
        Assert.Equal([expected], OwnLines(NoticeStream.Error, ["--app-name", "basic-auth", .. flags.Split('|')]));

    [Fact]
    public void Wildcards_are_warned_about_before_all_else() =>
        Assert.Equal(
            [
                "WARNING: Accepting ALL hosts. This may leave the server vulnerable to DNS rebinding attacks.",
                "WARNING: Allowing ALL origins for CORS. This allows ANY website to access your MLflow data. This configuration is only recommended for local development.",
            ],
            Lines(NoticeStream.Out, "--allowed-hosts", "*", "--cors-allowed-origins", "*")[..2]
        );

    [Theory]
    [InlineData(
        "",
        "[MLflow] Security middleware enabled with default settings (localhost-only). To allow connections from other hosts, use --host 0.0.0.0 and configure --allowed-hosts and --cors-allowed-origins."
    )]
    [InlineData(
        "--disable-security-middleware|--allowed-hosts|a",
        "[MLflow] WARNING: Security middleware is DISABLED. Your MLflow server is vulnerable to various attacks."
    )]
    [InlineData(
        "--allowed-hosts|a,b,c,d,e|--cors-allowed-origins|x",
        "[MLflow] Security middleware enabled. Allowed hosts: a, b, c, and 2 more. CORS origins: x."
    )]
    [InlineData("--allowed-hosts|a", "[MLflow] Security middleware enabled. Allowed hosts: a.")]
    [InlineData("--cors-allowed-origins|x", "[MLflow] Security middleware enabled. CORS origins: x.")]
    public void The_line_about_hosts_and_origins_is_the_originals(string flags, string expected) =>
        Assert.Equal([expected], Lines(NoticeStream.Error, flags.Split('|', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("", true)]
    [InlineData("mlflow.example.com", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("::1", false)]
    [InlineData("localhost", false)]
    public void A_server_without_accounts_that_others_reach_is_warned_about(string host, bool expected) =>
        Assert.Equal(
            expected,
            Lines(NoticeStream.Error, "--host", host).Any(line => line.StartsWith("WARNING: This server has no accounts"))
        );

    [Fact]
    public void A_server_with_accounts_is_not_warned_about() =>
        Assert.DoesNotContain(
            Lines(NoticeStream.Error, "--host", "0.0.0.0", "--app-name", "basic-auth"),
            line => line.Contains("no accounts")
        );

    [Fact]
    public void A_database_in_memory_is_warned_about() =>
        Assert.Contains(Lines(NoticeStream.Error, "--backend-store-uri", "sqlite://"), line => line.Contains("in memory"));

    [Fact]
    public void The_database_of_workspaces_is_ignored_aloud_without_workspaces() =>
        Assert.Contains(
            "Ignoring --workspace-store-uri because workspaces are not enabled. Use --enable-workspaces to activate workspace mode.",
            Lines(NoticeStream.Error, "--workspace-store-uri", "sqlite:///w.db")
        );
}
