using System.Security.Cryptography;
using System.Text;
using Sluice.Storage;

namespace Sluice.Identity.Epochs;

/// <summary>
/// A digest of everything that decides a sign-in or a grant. It notices changes by a program that doesn't advance the epoch (MLflow
/// itself, or a hand with SQL), and is read at most once in <see cref="Interval"/>.
/// </summary>
internal static class AccountsFingerprint
{
    /// <summary>Longest time for which a change by another program may stay unnoticed where the database can't tell at once.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Age of a fingerprint at which the next is begun, so that it is there when the last is too old.</summary>
    public static readonly TimeSpan Ahead = Interval * 0.75;

    private static readonly Sql Users = new("SELECT id, username, password_hash, is_admin FROM users ORDER BY id");

    private static readonly Sql Grants = new(
        """
        SELECT a.user_id, r.id, r.name, r.workspace, p.id, p.resource_type, p.resource_pattern, p.permission
        FROM user_role_assignments a
        JOIN roles r ON r.id = a.role_id
        LEFT JOIN role_permissions p ON p.role_id = r.id
        ORDER BY a.user_id, r.id, p.id
        """
    );

    /// <summary>Computes the digest.</summary>
    public static async ValueTask<long> ReadAsync(Session session)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await session.EachAsync(Users, row => Add($"{row.Int64(0)}\0{row.Text(1)}\0{row.TextOrNull(2)}\0{row.Bool(3)}\n"));
        await session.EachAsync(
            Grants,
            row =>
                Add(
                    $"{row.Int64(0)}\0{row.Int64(1)}\0{row.Text(2)}\0{row.Text(3)}\0{row.Int64OrNull(4)}\0{row.TextOrNull(5)}\0{row.TextOrNull(6)}\0{row.TextOrNull(7)}\n"
                )
        );
        return BitConverter.ToInt64(hash.GetHashAndReset(), 0);

        void Add(string line) => hash.AppendData(Encoding.UTF8.GetBytes(line));
    }
}
