using Xunit;

namespace Sluice.Http.Tests.Replay;

/// <summary>Which requests a table of routes covers.</summary>
public sealed class RouteTableTests
{
    [Theory]
    [InlineData("GET", "/a/{x}", "/a/1", true)]
    [InlineData("GET", "/a/{x}", "/a/1/2", false)]
    [InlineData("GET", "/a/{x}", "/a/", false)]
    [InlineData("GET", "/a/{x:path}", "/a/1/2", true)]
    [InlineData("GET", "/a/{*x}", "/a/1/2", true)]
    [InlineData("GET", "/a/{**x}", "/a/1/2", true)]
    [InlineData("GET", "/a/{x}/b/{y}", "/a/1/b/2", true)]
    [InlineData("GET", "/a.b", "/axb", false)]
    [InlineData("POST", "/a", "/a", false)]
    public void A_route_covers_its_method_and_path(string method, string template, string path, bool covered) =>
        Assert.Equal(covered, RouteTable.Read([$"{method}\t{template}"]).Has("GET", path));

    [Theory]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("DELETE", false)]
    public void HEAD_goes_where_GET_goes_and_OPTIONS_anywhere(string method, bool covered) =>
        Assert.Equal(covered, RouteTable.Read(["GET\t/a"]).Has(method, "/a"));

    [Theory]
    [InlineData("GET", "/models/1", true)]
    [InlineData("PATCH", "/models/1", true)]
    [InlineData("POST", "/runs/1", true)]
    [InlineData("GET", "/runs/1", false)]
    [InlineData("PATCH", "/runs/1", false)]
    [InlineData("GET", "/nothing", false)]
    public void A_route_is_lacking_when_only_the_original_has_it(string method, string path, bool lacking)
    {
        var original = RouteTable.Read(["GET\t/runs/{id}", "POST\t/runs/{id}", "GET\t/models/{id}"]);

        Assert.Equal(lacking, RouteTable.Read(["GET\t/runs/{id}"]).Lacks(original, method, path));
    }

    [Fact]
    public void The_table_of_the_original_is_read_with_all_prefixes() =>
        Assert.True(RouteTable.OfTheOriginal().Has("POST", "/ajax-api/2.0/mlflow/runs/create"));
}
