namespace Sluice.Configuration;

/// <summary>Where artifacts lie and what may be stored about them (contract, drop-in.md 6).</summary>
internal sealed record ArtifactSettings
{
    /// <summary>Whether clients read and write artifacts through the server.</summary>
    public bool Serve { get; init; } = true;

    /// <summary>Whether nothing else is served.</summary>
    public bool Only { get; init; }

    /// <summary>What lies behind the artifact proxy: an absolute folder or a URI. May hold a password: never show it.</summary>
    public required string Destination { get; init; }

    /// <summary>Root of new experiments; a local one is absolute. May hold a password: never show it.</summary>
    public required string DefaultRoot { get; init; }

    /// <summary>Schemes whose hosts the server may connect to besides its own stores', in lower case.</summary>
    public IReadOnlyList<string> AllowedSchemes { get; init; } = [];

    /// <summary>Longest location of an experiment, in characters.</summary>
    public int LocationMaxLength { get; init; } = 2048;

    /// <summary>Whether params and tags over their limit are cut instead of refused.</summary>
    public bool TruncateLongValues { get; init; } = true;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{nameof(ArtifactSettings)} {{ Destination = {HiddenPassword.OfUri(Destination)}, DefaultRoot = {HiddenPassword.OfUri(DefaultRoot)} }}";
}
