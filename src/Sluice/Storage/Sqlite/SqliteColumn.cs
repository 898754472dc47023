using System.Runtime.InteropServices;

namespace Sluice.Storage.Sqlite;

/// <summary>
/// Values of a statement's current row, read without the ceremony of a call into native code: each only looks at what the step before
/// left in memory. Source: SQLite, "Result Values From A Query".
/// </summary>
internal static partial class SqliteColumn
{
    private const string Library = "e_sqlite3";

    /// <summary>The type that the value has: one of SQLITE_INTEGER, FLOAT, TEXT, BLOB and NULL.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    public static partial int Type(nint statement, int column);

    /// <summary>The value as an integer.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    public static partial long Int64(nint statement, int column);

    /// <summary>The value as a floating-point number.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_double"), SuppressGCTransition]
    public static partial double Double(nint statement, int column);

    /// <summary>The bytes of a text or blob; they stay where they are until the next step.</summary>
    public static unsafe ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // In this order: the length is that of the value as it was last asked for.
        var start = Start(statement, column);
        return new ReadOnlySpan<byte>((void*)start, Length(statement, column));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    private static partial nint Start(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    private static partial int Length(nint statement, int column);
}
