namespace Sluice.Storage.Schema;

/// <summary>A database's tables are not those that this version serves; nothing was changed. The message says what to do.</summary>
internal sealed class SchemaRefusedException(string message) : Exception(message);
