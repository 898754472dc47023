using Sluice.Artifacts.Stores;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;

namespace Sluice.Artifacts;

/// <summary>Names a place below the proxy's root.</summary>
internal sealed class NameArtifact
{
    public string? Path;
    private ArtifactPath? checkedPath;

    /// <summary>The path, checked once for rule and handler.</summary>
    /// <exception cref="MlflowException">It would leave its place.</exception>
    public ArtifactPath Checked => checkedPath ??= ArtifactPath.Parse(Path ?? "");

    /// <summary>The path is a field of the query.</summary>
    public static readonly MessageShape<NameArtifact> InQuery = new(f => f.Text("path", m => ref m.Path).Within(TextLimit.Path));

    /// <summary>The path is a part of the request's own path.</summary>
    public static readonly MessageShape<NameArtifact> InPath = new(f =>
        f.Text("artifact_path", m => ref m.Path).Within(TextLimit.Path).Required()
    );
}

/// <summary>The entries of a folder.</summary>
internal sealed class ArtifactList(IReadOnlyList<ArtifactEntry> entries) : MessageAnswer
{
    public override void Write(MessageWriter writer) =>
        writer.Messages(
            "files"u8,
            entries,
            static (w, entry) =>
            {
                w.Text("path"u8, entry.Name);
                w.Boolean("is_dir"u8, entry.IsFolder);
                w.Integer("file_size"u8, entry.Size);
            }
        );
}

/// <summary>A fault in the form of the routes that aren't messages: <c>{"detail": …}</c>.</summary>
internal sealed class DetailAnswer(int status, string detail) : MessageAnswer
{
    public override int Status => status;

    protected override JsonLayout Layout => JsonLayout.Compact;

    public override void Write(MessageWriter writer) => writer.Text("detail"u8, detail);
}
