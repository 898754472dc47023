using Sluice.Http.Tests.Access;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Rules;

/// <summary>A path is decoded once and strictly, and no spelling of it leads to what its plain form does not.</summary>
public sealed class PathTests(AccessServers servers)
{
    private const string Secret = "the secret of another experiment";

    /// <summary>Paths; <c>{own}</c> and <c>{other}</c> are experiments that the caller may read and may not.</summary>
    public static TheoryData<string> Spellings =>
        [
            "//api/2.0/mlflow/experiments/get?experiment_id={other}",
            "/api//2.0/mlflow/experiments/get?experiment_id={other}",
            "/./api/2.0/mlflow/experiments/get?experiment_id={other}",
            "/x/../api/2.0/mlflow/experiments/get?experiment_id={other}",
            "/x/%2e%2e/api/2.0/mlflow/experiments/get?experiment_id={other}",
            "/x/%252e%252e/api/2.0/mlflow/experiments/get?experiment_id={other}",
            "/%61pi/2.0/mlflow/experiments/get?experiment_id={other}",
            "/api/2.0/mlflow/experiments%2Fget?experiment_id={other}",
            "/api/2.0/mlflow/experiments%5cget?experiment_id={other}",
            "/api/2.0/mlflow/experiments/get;x?experiment_id={other}",
            "/API/2.0/mlflow/experiments/get?experiment_id={other}",
            "/api/2.0/mlflow/experiments/GET?experiment_id={other}",
            "/api/2.0/mlflow/experiments/get/?experiment_id={other}",
            "/api/2.0/mlflow/experiments/get?experiment_id=%7B{other}",
            "/api/2.0/mlflow/experiments/get?experiment_id=0{other}",
            "/api/2.0/mlflow/experiments/get?experiment_id=%20{other}",
            "/api/2.0/mlflow/experiments/get?experiment_id=%2B{other}",
            "/api/2.0/mlflow/experiments/get?experimentId={other}",
            "/api/2.0/mlflow/experiments/get?EXPERIMENT_ID={other}",
            "/api/2.0/mlflow-artifacts/artifacts/{own}/../{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{own}/%2e%2e/{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{own}/%252e%252e/{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{own}%2f..%2f{other}%2fsecret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{own}%5c..%5c{other}%5csecret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{own}/..\\{other}\\secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts//{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/./{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/0{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/+{other}/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{other}%2fsecret.txt",
            "/api/2.0/mlflow-artifacts/artifacts/{other};/secret.txt",
            "/api/2.0/mlflow-artifacts/artifacts?path={own}/../{other}",
            "/api/2.0/mlflow-artifacts/artifacts?path={own}/%252e%252e/{other}",
            "/api/2.0/mlflow-artifacts/artifacts?path={other}",
            "/api/2.0/mlflow-artifacts/artifacts?path={other}/",
            "/api/2.0/mlflow-artifacts/artifacts?path=",
            "/api/2.0/mlflow-artifacts/artifacts",
            "/api/2.0/mlflow-artifacts/artifacts?path={own}&path={other}",
            "/ajax-api/2.0/mlflow-artifacts/artifacts/{own}/../{other}/secret.txt",
        ];

    [Theory, MemberData(nameof(Spellings))]
    public async Task No_spelling_of_a_path_reaches_what_is_forbidden(string spelling)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (own, other) = await TwoExperiments(server);
        var target = Fill(spelling, own, other);

        var answer = await server.As("reader").Get(target);

        Assert.InRange(answer.Status, 400, 404);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//api/2.0/mlflow/experiments/get?experiment_id={own}", 400)]
    [InlineData("/api//2.0/mlflow/experiments/get?experiment_id={own}", 400)]
    [InlineData("/./api/2.0/mlflow/experiments/get?experiment_id={own}", 400)]
    [InlineData("/x/../api/2.0/mlflow/experiments/get?experiment_id={own}", 400)]
    [InlineData("/x/%2e%2e/api/2.0/mlflow/experiments/get?experiment_id={own}", 400)]
    [InlineData("/api/2.0/mlflow/experiments/get%00?experiment_id={own}", 400)]
    [InlineData("/api/2.0/mlflow/experiments/get%0a?experiment_id={own}", 400)]
    [InlineData("/api/2.0/mlflow/experiments/get%ff?experiment_id={own}", 400)]
    [InlineData("/api/2.0/mlflow/experiments/get%?experiment_id={own}", 400)]
    [InlineData("/api/2.0/mlflow/experiments/get%zz?experiment_id={own}", 400)]
    [InlineData("/API/2.0/mlflow/experiments/get?experiment_id={own}", 403)]
    [InlineData("/api/2.0/mlflow/experiments/get/?experiment_id={own}", 403)]
    [InlineData("/api/2.0/mlflow/experiments/get;x?experiment_id={own}", 403)]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id={own}", 200)]
    [InlineData("/%61pi/2.0/mlflow/experiments/get?experiment_id={own}", 200)]
    public async Task A_path_has_one_spelling(string spelling, int status)
    {
        var server = await servers.On(DatabaseKind.Sqlite);
        var (own, other) = await TwoExperiments(server);

        Assert.Equal(status, (await server.As("reader").Get(Fill(spelling, own, other))).Status);
    }

    private static string Fill(string spelling, string own, string other) =>
        spelling.Replace("{own}", own, StringComparison.Ordinal).Replace("{other}", other, StringComparison.Ordinal);

    private static async Task<(string Own, string Other)> TwoExperiments(SluiceServer server)
    {
        var own = await server.Admin().MakeExperiment();
        var other = await server.Admin().MakeExperiment($"secret {Guid.NewGuid():N}");
        await server.Grant(("reader", "experiment", own, "READ"));
        await server.Admin().Done("PUT", $"/api/2.0/mlflow-artifacts/artifacts/{other}/secret.txt", Secret);
        return (own, other);
    }
}
