using Sluice.Commands;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests;

/// <summary>The command <c>sluice bounds</c> and the page that it makes.</summary>
public sealed class BoundsPageTests
{
    [Fact]
    public void The_page_of_bounds_is_what_the_program_prints() =>
        Assert.Equal(File.ReadAllText(RepositoryFile.Find("docs/bounds.md")), Printed("--format", "markdown"));

    [Fact]
    public void Every_bound_names_a_file_that_exists()
    {
        var files = Printed().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[3]);

        Assert.All(files, file => Assert.True(File.Exists(RepositoryFile.Find($"src/Sluice/{file}")), file));
    }

    [Theory]
    [InlineData("--limit-concurrency=7", "requests at one time\t7\t503")]
    [InlineData("--timeout-keep-alive=9", "idle connection\t9 s\tclosed")]
    public void Bounds_are_those_of_the_settings(string option, string line) =>
        Assert.Contains(line, Printed($"--uvicorn-opts={option}"), StringComparison.Ordinal);

    private static string Printed(params string[] arguments)
    {
        using var start = new Start { ProgramName = "sluice" };
        var output = new StringWriter();
        BoundsCommand.Run(start.Command(["bounds", .. arguments]), output);
        return output.ToString();
    }
}
