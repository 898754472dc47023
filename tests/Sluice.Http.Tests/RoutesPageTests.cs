using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests;

/// <summary>The command <c>sluice routes</c> and the page that it makes.</summary>
public sealed class RoutesPageTests
{
    [Fact]
    public async Task The_page_of_routes_is_what_the_program_prints()
    {
        var printed = await ServerProgram.UnderTest().Output(["routes", "--format", "markdown"], TestContext.Current.CancellationToken);

        var page = await File.ReadAllTextAsync(RepositoryRoot.Path("docs", "routes.md"), TestContext.Current.CancellationToken);
        Assert.True(printed == page, "docs/routes.md is out of date. Write it again: sluice routes --format markdown > docs/routes.md");
    }

    [Fact]
    public async Task Listing_routes_makes_no_database()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-routes-");
        var database = Path.Combine(folder.FullName, "tracking.db");

        await ServerProgram
            .UnderTest()
            .Output(["routes", "--backend-store-uri", $"sqlite:///{database}"], TestContext.Current.CancellationToken);

        Assert.Empty(folder.EnumerateFileSystemInfos());
        folder.Delete();
    }
}
