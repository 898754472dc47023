using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Xunit;
using Assembly = System.Reflection.Assembly;

namespace Sluice.Tests;

/// <summary>The arrows between the rooms of the house: who may use whom. A room is a namespace below <c>Sluice</c>.</summary>
public sealed class HouseTests
{
    // Every room that a room may use besides itself. A room that is not named here is a resource room.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Python"] = [],
        ["Storage"] = [],
        ["Configuration"] = [],
        ["Observability"] = [],
        ["Identity"] = ["Storage"],
        ["Access"] = ["Identity", "Storage"],
        ["Protocol"] = ["Identity", "Access", "Storage"],
        ["Search"] = ["Protocol", "Storage"],
    };

    private static readonly string[] ResourceRoomsUse = ["Protocol", "Access", "Identity", "Search", "Storage"];
    private static readonly Architecture House = new ArchLoader().LoadAssemblies(Assembly.Load("sluice")).Build();

    [Fact]
    public void Rooms_use_only_what_their_arrows_point_to()
    {
        var wrong = Uses().Where(use => !MayUse(use.From, use.To)).Select(use => use.Text).Order(StringComparer.Ordinal).ToList();

        Assert.True(wrong.Count == 0, "Against the arrows:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void There_are_uses_to_judge() =>
        Assert.Contains(Uses(), use => use is { From: "Protocol" } or { From: "Storage" } or { From: "Tracking" });

    [Theory]
    [InlineData("Storage", "Protocol", false)]
    [InlineData("Configuration", "Storage", false)]
    [InlineData("Configuration", "Python", true)]
    [InlineData("Python", "Protocol", false)]
    [InlineData("Identity", "Storage", true)]
    [InlineData("Identity", "Access", false)]
    [InlineData("Access", "Identity", true)]
    [InlineData("Access", "Protocol", false)]
    [InlineData("Protocol", "Access", true)]
    [InlineData("Protocol", "Tracking", false)]
    [InlineData("Tracking", "Search", true)]
    [InlineData("Tracking", "Artifacts.Stores", true)]
    [InlineData("Tracking", "Artifacts", false)]
    [InlineData("Tracking", "Registry", false)]
    [InlineData("Tracking", "Hosting", false)]
    [InlineData("Tracking", "Configuration", true)]
    [InlineData("Tracking", "Configuration.Sources", false)]
    [InlineData("Protocol", "Configuration", false)]
    [InlineData("Search", "Access", false)]
    [InlineData("Hosting", "Tracking", true)]
    [InlineData("Hosting", "Commands", false)]
    [InlineData("Commands", "Hosting", true)]
    public void An_arrow_points_one_way(string from, string to, bool allowed) => Assert.Equal(allowed, MayUse(from, to));

    private static bool MayUse(string from, string to)
    {
        var (room, target) = (TopRoom(from), TopRoom(to));
        // Python is a leaf that everybody may use.
        if (room == target || room == "Commands" || target == "Python")
        {
            return true;
        }
        if (target == "Commands")
        {
            return false;
        }
        if (room == "Hosting")
        {
            return true;
        }
        // Stores of bytes are a tool of every resource; the routes of artifacts are not. Settings are records without a room inside.
        return Arrows.TryGetValue(room, out var allowed)
            ? allowed.Contains(target)
            : ResourceRoomsUse.Contains(target) || to is "Artifacts.Stores" or "Configuration";
    }

    private static string TopRoom(string room) => room.Split('.')[0];

    private static IEnumerable<(string From, string To, string Text)> Uses() =>
        House
            .Types.Where(type => Room(type) is not null)
            .SelectMany(type =>
                type.Dependencies.SelectMany(Targets)
                    .Where(target => Room(target) is not null)
                    .Select(target => (Room(type)!, Room(target)!, $"{type.FullName} -> {target.FullName}"))
            )
            .Distinct();

    // The type itself and what stands between its angle brackets.
    private static IEnumerable<IType> Targets(ITypeDependency use) => [use.Target, .. use.TargetGenericArguments.SelectMany(Arguments)];

    private static IEnumerable<IType> Arguments(GenericArgument argument) =>
        [argument.Type, .. argument.GenericArguments.SelectMany(Arguments)];

    // "Sluice.Tracking.Runs" -> "Tracking.Runs"; null for what is not ours, for the program's entry, and for a type parameter, which is no use.
    private static string? Room(IType type) =>
        type is not GenericParameter && type.Namespace?.FullName is { } name && name.StartsWith("Sluice.", StringComparison.Ordinal)
            ? name["Sluice.".Length..]
            : null;
}
