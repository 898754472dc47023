using Sluice.Protocol.Routes;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>Paths with variable parts, and which of several patterns a path means.</summary>
public sealed class RouteTreeTests
{
    [Theory]
    [InlineData("/a/{id}", "/a/1", "id=1")]
    [InlineData("/a/{id}/tags", "/a/1/tags", "id=1")]
    [InlineData("/a/{id}/tags/{key}", "/a/1/tags/k", "id=1 key=k")]
    [InlineData("/a/{path:path}", "/a/b", "path=b")]
    [InlineData("/a/{path:path}", "/a/b/c/", "path=b/c/")]
    [InlineData("/a/{name:path}/tags/{key:path}", "/a/b/c/tags/d/e", "name=b/c key=d/e")]
    [InlineData("/a/{name:path}/tags", "/a/tags/tags", "name=tags")]
    [InlineData("/a/{name}:cancel", "/a/b:cancel", "name=b")]
    public void A_path_gives_its_parts(string pattern, string path, string parts)
    {
        var tree = Tree(pattern);

        Assert.Equal((pattern, parts), Found(tree, path));
    }

    [Theory]
    [InlineData("/a/{id}", "/a/")]
    [InlineData("/a/{id}", "/a")]
    [InlineData("/a/{id}", "/a/1/2")]
    [InlineData("/a/{id}", "/b/1")]
    [InlineData("/a/{id}", "a/1")]
    [InlineData("/a/{path:path}", "/a/")]
    [InlineData("/a/{name:path}/tags", "/a//tags")]
    [InlineData("/a/{name:path}/tags", "/a/tags")]
    [InlineData("/a/{name}:cancel", "/a/:cancel")]
    [InlineData("/a/{name}:cancel", "/a/b")]
    public void Another_path_matches_nothing(string pattern, string path) => Assert.Null(Found(Tree(pattern), path).Pattern);

    [Theory]
    [InlineData("/a/search", "/a/search")]
    [InlineData("/a/other", "/a/{id}")]
    [InlineData("/a/search/tags", "/a/{id}/tags")]
    [InlineData("/a/b:cancel", "/a/{id}:cancel")]
    [InlineData("/a/b/c", "/a/{path:path}")]
    [InlineData("/a/b/versions/1", "/a/{path:path}/versions/{version:path}")]
    [InlineData("/a/b/versions/1/tags/t", "/a/{path:path}/versions/{version:path}/tags/{key:path}")]
    public void What_says_more_of_a_path_comes_first_in_whatever_order_it_was_added(string path, string pattern)
    {
        string[] patterns =
        [
            "/a/search",
            "/a/{id}",
            "/a/{id}/tags",
            "/a/{id}:cancel",
            "/a/{path:path}",
            "/a/{path:path}/versions/{version:path}",
            "/a/{path:path}/versions/{version:path}/tags/{key:path}",
        ];

        Assert.Equal(pattern, Found(Tree(patterns), path).Pattern);
        Assert.Equal(pattern, Found(Tree([.. patterns.Reverse()]), path).Pattern);
    }

    [Theory]
    [InlineData("/a/{id}", "/a/{name}")]
    [InlineData("/a/{id}/tags", "/a/{name}/runs")]
    [InlineData("/a/{id:path}", "/a/{name:path}")]
    public void One_part_has_one_name(string first, string second)
    {
        var tree = Tree(first);

        Assert.Throws<InvalidOperationException>(() => tree.GetOrAdd(second, () => second));
    }

    [Theory]
    [InlineData("/a/{id")]
    [InlineData("/a/id}")]
    [InlineData("/a/{x}{y}")]
    [InlineData("/a/b{path:path}")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.Throws<InvalidOperationException>(() => Tree(pattern));

    [Fact]
    public void A_part_inside_a_path_holds_a_bounded_number_of_segments()
    {
        var tree = Tree("/a/{name:path}/tags");
        var most = string.Join('/', Enumerable.Repeat("s", RouteTree<string>.MostSegmentsInside));

        Assert.NotNull(Found(tree, $"/a/{most}/tags").Pattern);
        Assert.Null(Found(tree, $"/a/{most}/s/tags").Pattern);
    }

    [Fact]
    public void Every_path_of_the_protocol_has_a_place_and_is_found_there()
    {
        var tree = new RouteTree<string>();
        var patterns = File.ReadLines(RepositoryFile.Find("tests/contract/routes.tsv"))
            .Skip(1)
            .Select(row => row.Split('\t')[1])
            .Where(path => path.Contains('{', StringComparison.Ordinal))
            .Distinct()
            .ToList();
        foreach (var pattern in patterns)
        {
            tree.GetOrAdd(pattern, () => pattern);
        }

        Assert.Equal(99, patterns.Count);
        Assert.All(
            patterns,
            pattern =>
            {
                var path = pattern
                    .Replace(":path}", "}", StringComparison.Ordinal)
                    .Replace("{", "a-", StringComparison.Ordinal)
                    .Replace("}", "", StringComparison.Ordinal);
                Assert.Equal(pattern, tree.Find(path, out _));
            }
        );
    }

    private static RouteTree<string> Tree(params string[] patterns)
    {
        var tree = new RouteTree<string>();
        foreach (var pattern in patterns)
        {
            tree.GetOrAdd(pattern, () => pattern);
        }
        return tree;
    }

    private static (string? Pattern, string Parts) Found(RouteTree<string> tree, string path)
    {
        var pattern = tree.Find(path, out var parts);
        return (pattern, string.Join(' ', parts.Values.Select(part => $"{part.Name}={part.Value}")));
    }
}
