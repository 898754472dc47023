using System.Security.Cryptography;

namespace Sluice.Tracking.Runs;

/// <summary>Names for runs that were given none: an adjective, a noun and a number.</summary>
internal static class RunName
{
    /// <summary>The tag that holds a run's name; both are always equal.</summary>
    public const string Tag = "mlflow.runName";

    private static readonly string[] Adjectives =
    [
        "amber", "bold", "brave", "bright", "brisk", "calm", "candid", "clear", "clever", "cosmic", "crisp", "curious", "deep", "eager",
        "early", "earnest", "fair", "fast", "fine", "fluent", "fond", "frank", "fresh", "gentle", "glad", "golden", "grand", "happy",
        "hardy", "honest", "humble", "keen", "kind", "lively", "loyal", "lucid", "lucky", "mellow", "merry", "mild", "modest", "neat",
        "nimble", "noble", "patient", "plain", "polite", "proud", "quick", "quiet", "rapid", "ready", "rich", "robust", "royal", "serene",
        "sharp", "shiny", "silent", "smart", "smooth", "solid", "sound", "steady", "strong", "subtle", "sunny", "swift", "tidy", "vivid",
        "warm", "wise", "witty", "young", "zesty",
    ];

    private static readonly string[] Nouns =
    [
        "badger", "bear", "beaver", "bird", "bison", "carp", "cat", "cod", "colt", "crab", "crane", "crow", "cub", "deer", "dolphin",
        "dove", "duck", "eagle", "eel", "elk", "falcon", "fawn", "finch", "fish", "flea", "fly", "foal", "fowl", "fox", "frog", "goat",
        "goose", "grouse", "gull", "hare", "hawk", "hen", "heron", "horse", "jay", "kit", "koala", "lamb", "lark", "lion", "loon", "lynx",
        "mink", "mole", "moose", "moth", "mouse", "mule", "newt", "otter", "owl", "ox", "panda", "pig", "pike", "pug", "quail", "rat",
        "raven", "robin", "roe", "seal", "shark", "sheep", "shrew", "skink", "slug", "snail", "snipe", "sow", "squid", "stag", "stork",
        "swan", "tern", "toad", "trout", "turtle", "vole", "whale", "wolf", "worm", "wren", "yak", "zebra",
    ];

    /// <summary>A name.</summary>
    public static string Make() =>
        $"{Adjectives[RandomNumberGenerator.GetInt32(Adjectives.Length)]}-{Nouns[RandomNumberGenerator.GetInt32(Nouns.Length)]}-{RandomNumberGenerator.GetInt32(1000)}";
}
