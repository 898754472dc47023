namespace Sluice.Search.Syntax;

/// <summary>A text is nested too deeply, or a level of it has too many nodes.</summary>
internal sealed class SyntaxLimitException() : Exception("the text is nested too deeply or has too many parts on one level");
