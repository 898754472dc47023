using System.Text.RegularExpressions;
using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>Passwords and names: none is known beforehand, and refusals tell nothing.</summary>
public sealed partial class CredentialTests(AccessServers servers, PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [BothDatabases(false)]
    [BothDatabases(true)]
    public async Task A_first_start_without_password_makes_one_and_shows_it_once(DatabaseKind database, bool emptyVariable)
    {
        using var place = await ServerPlace.Make(database, postgres, Cancellation);
        var options = new ServerOptions
        {
            Ini = new Dictionary<string, string> { ["admin_password"] = "" },
            Environment = emptyVariable ? new Dictionary<string, string> { ["MLFLOW_AUTH_ADMIN_PASSWORD"] = "" } : [],
        };
        string password;
        await using (var first = await SluiceServer.StartAt(place, options, Cancellation))
        {
            Assert.True(
                await Deadline.HoldsWithin(TimeSpan.FromSeconds(20), _ => Task.FromResult(Shown().IsMatch(first.Output)), Cancellation),
                first.Output
            );
            password = Assert.Single(Shown().Matches(first.Output)).Groups[1].Value;
            Assert.Equal(200, (await new Caller(first.Port, "admin", password).Get("/version")).Status);
            Assert.True(password.Length >= 12);
        }
        await using var second = await SluiceServer.StartAt(place, options, Cancellation);

        Assert.Equal(200, (await new Caller(second.Port, "admin", password).Get("/version")).Status);
        Assert.DoesNotMatch(Shown(), second.Output);
        Assert.DoesNotContain(password, second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_first_starts_make_two_passwords()
    {
        var options = new ServerOptions { Ini = new Dictionary<string, string> { ["admin_password"] = "" } };
        var passwords = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var server = await SluiceServer.Start(DatabaseKind.Sqlite, postgres, options, Cancellation);
            await Deadline.HoldsWithin(TimeSpan.FromSeconds(20), _ => Task.FromResult(Shown().IsMatch(server.Output)), Cancellation);
            passwords.Add(Shown().Match(server.Output).Groups[1].Value);
        }

        Assert.NotEqual(passwords[0], passwords[1]);
    }

    [Fact]
    public async Task A_short_password_in_the_ini_file_works_and_is_warned_about_at_every_start()
    {
        using var place = await ServerPlace.Make(DatabaseKind.Sqlite, postgres, Cancellation);
        var options = new ServerOptions { Ini = new Dictionary<string, string> { ["admin_password"] = "S3cr3+" } };
        for (var i = 0; i < 2; i++)
        {
            await using var server = await SluiceServer.StartAt(place, options, Cancellation);

            Assert.Equal(200, (await new Caller(server.Port, "admin", "S3cr3+").Get("/version")).Status);
            Assert.Contains("has fewer than 12 characters", server.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("S3cr3+", server.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("password")]
    public async Task A_published_password_starts_nothing(string password)
    {
        var options = new ServerOptions { Ini = new Dictionary<string, string> { ["admin_password"] = password } };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            SluiceServer.Start(DatabaseKind.Sqlite, postgres, options, Cancellation)
        );

        Assert.Contains("insecure default password", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password1234")]
    public async Task A_published_password_opens_no_account(string password)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var name = Guid.NewGuid().ToString("N");
        _ = await server.Admin().Post("users/create", $$"""{"username": "{{name}}", "password": "{{password}}"}""");

        Assert.Equal(401, (await new Caller(server.Port, name, password).Get("/version")).Status);
    }

    [Theory]
    [InlineData("\"\"", "\"a-good-long-password\"")]
    [InlineData("\"a:b\"", "\"a-good-long-password\"")]
    [InlineData("\"a\\u0000b\"", "\"a-good-long-password\"")]
    [InlineData("\"a\\nb\"", "\"a-good-long-password\"")]
    [InlineData("\"a\\u007fb\"", "\"a-good-long-password\"")]
    [InlineData("5", "\"a-good-long-password\"")]
    [InlineData("null", "\"a-good-long-password\"")]
    [InlineData("[\"a\"]", "\"a-good-long-password\"")]
    [InlineData("{\"a\": 1}", "\"a-good-long-password\"")]
    [InlineData("\"fine-name\"", "\"short\"")]
    [InlineData("\"fine-name\"", "\"\"")]
    [InlineData("\"fine-name\"", "123456789012345")]
    [InlineData("\"fine-name\"", "null")]
    public async Task A_bad_name_or_password_makes_no_user(string name, string password)
    {
        var server = await servers.On(DatabaseKind.Sqlite);

        var answer = await server.Admin().Post("users/create", $$"""{"username": {{name}}, "password": {{password}}}""");

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("fine-name", (await server.Admin().Get("users/list")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(255, 200)]
    [InlineData(256, 400)]
    public async Task A_name_has_at_most_255_characters(int length, int status)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var name = Guid.NewGuid().ToString("N").PadRight(length, 'x');

        var answer = await server.Admin().Post("users/create", $$"""{"username": "{{name}}", "password": "{{Caller.UsualPassword}}"}""");

        Assert.Equal(status, answer.Status);
    }

    [Theory, BothDatabases]
    public async Task Wrong_password_and_unknown_user_look_the_same(DatabaseKind database)
    {
        var server = await servers.On(database);
        var unknown = await new Caller(server.Port, "not-there", "a-wrong-long-password").Get("/version");
        var wrong = await new Caller(server.Port, "none", "a-wrong-long-password").Get("/version");
        var otherCase = await new Caller(server.Port, "NONE").Get("/version");
        var without = await server.Anonymous().Get("/version");

        Assert.Equal(401, unknown.Status);
        foreach (var other in (Wire.RawResponse[])[wrong, otherCase, without])
        {
            Assert.Equal(unknown.Status, other.Status);
            Assert.Equal(unknown.Text, other.Text);
            Assert.Equal(
                unknown.Headers.Where(header => header.Key != "Date").Order(Comparer<KeyValuePair<string, string>>.Create(ByKey)),
                other.Headers.Where(header => header.Key != "Date").Order(Comparer<KeyValuePair<string, string>>.Create(ByKey))
            );
        }
    }

    [Theory]
    [BothDatabases("ad\0min", ServerLaunch.AdminPassword)]
    [BothDatabases("\0", ServerLaunch.AdminPassword)]
    [BothDatabases("admin", ServerLaunch.AdminPassword + "\0")]
    [BothDatabases("admin", "\0")]
    public async Task A_name_or_password_with_NUL_is_wrong_like_any_other(DatabaseKind database, string name, string password)
    {
        var server = await servers.On(database);
        var unknown = await new Caller(server.Port, "not-there", "a-wrong-long-password").Get("/version");

        var answer = await new Caller(server.Port, name, password).Get("/version");

        Assert.Equal((unknown.Status, unknown.Text), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("PATCH", "users/update-password", "\"password\": \"another-long-password\"")]
    [InlineData("PATCH", "users/update-admin", "\"is_admin\": true")]
    [InlineData("DELETE", "users/delete", "\"other\": 1")]
    public async Task A_change_of_a_user_must_be_called_JSON(string method, string route, string fields)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var json = $$"""{"username": "{{name}}", {{fields}}}""";
        foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
        {
            var answer = await server.Admin().Send(method, route, json, KeyValuePair.Create("Content-Type", type));

            Assert.Equal((400, "Invalid content type. Must be application/json"), (answer.Status, answer.Text));
        }
        Assert.Equal(200, (await server.As(name).Get("/version")).Status);
        Assert.Equal(200, (await server.Admin().Send(method, route, json)).Status);
    }

    [Theory, BothDatabases]
    public async Task A_user_who_is_made_again_starts_empty(DatabaseKind database)
    {
        var server = await servers.On(database);
        var name = Guid.NewGuid().ToString("N");
        await server.Admin().MakeUser(name);
        var own = await server.As(name).MakeExperiment();
        var given = await server.Admin().MakeExperiment();
        await server.Grant((name, "experiment", given, "MANAGE"), (name, "run", "*", "MANAGE"));
        Assert.Equal(200, (await server.As(name).Get($"experiments/get?experiment_id={given}")).Status);
        await server.Admin().Done("DELETE", "users/delete", $$"""{"username": "{{name}}"}""");
        Assert.Equal(401, (await server.As(name).Get("/version")).Status);

        await server.Admin().MakeUser(name);

        Assert.Equal(200, (await server.As(name).Get("/version")).Status);
        Assert.Equal(403, (await server.As(name).Get($"experiments/get?experiment_id={own}")).Status);
        Assert.Equal(403, (await server.As(name).Get($"experiments/get?experiment_id={given}")).Status);
        Assert.Contains(
            "\"permissions\":[]",
            (await server.As(name).Get("/api/3.0/mlflow/users/current/permissions")).Text,
            StringComparison.Ordinal
        );
    }

    private static int ByKey(KeyValuePair<string, string> one, KeyValuePair<string, string> other) =>
        string.CompareOrdinal(one.Key + one.Value, other.Key + other.Value);

    [GeneratedRegex(@"^\s*password\s+(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Shown();
}
