using System.Text.RegularExpressions;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests;

/// <summary>What the pages for people point at is there.</summary>
public sealed partial class PageTests
{
    private static readonly string Root = RepositoryFile.Find("");

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md")).Select(Relative)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page)
    {
        var dead = Link()
            .Matches(File.ReadAllText(Path.Combine(Root, page)))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://") && !Leads(page, link));

        Assert.Empty(dead);
    }

    [Fact]
    public void The_page_of_the_architecture_names_files_that_exist()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Root, "src", "Sluice"), "*.cs", SearchOption.AllDirectories)
            .Select(path => "/" + Relative(path))
            .ToList();
        var missing = SourceFile()
            .Matches(File.ReadAllText(Path.Combine(Root, "docs", "architecture.md")))
            .Select(match => match.Groups[1].Value)
            .Where(name => !File.Exists(Path.Combine(Root, name)) && !sources.Exists(path => path.EndsWith("/" + name)))
            .ToList();

        Assert.Empty(missing);
    }

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        var path = Path.Combine(Root, target);
        return Path.Exists(path) && (parts.Length == 1 || Headings(path).Contains(parts[1]));
    }

    /// <summary>The headings as hosts of repositories write them behind a <c>#</c>.</summary>
    private static IEnumerable<string> Headings(string path) =>
        Heading()
            .Matches(File.ReadAllText(path))
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Relative(string path) => Path.GetRelativePath(Root, path);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"`([\w./]+\.cs)`")]
    private static partial Regex SourceFile();
}
