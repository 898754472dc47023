using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests;

/// <summary>How all sources are written, where neither the compiler nor the formatter tells.</summary>
public sealed class StyleTests
{
    private static readonly string[] Folders = ["src", "tests"];

    [Fact]
    public void An_empty_element_of_a_doc_comment_is_closed_without_a_blank()
    {
        var root = RepositoryFile.Find("");
        var wrong = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(path => File.ReadLines(path).Select((line, at) => (Place: $"{Path.GetRelativePath(root, path)}:{at + 1}", line)))
            .Where(one => one.line.TrimStart().StartsWith("///", StringComparison.Ordinal) && one.line.Contains(" />"))
            .Select(one => one.Place);

        Assert.Empty(wrong);
    }
}
