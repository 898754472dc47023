using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Identity.Passwords;

/// <summary>
/// Hashes in the form <c>METHOD$SALT$HEX</c> that MLflow stores, so that accounts move both ways: scrypt is written, scrypt and
/// pbkdf2 are verified. The salt's text, not bytes decoded from it, goes into the derivation. Source: docs/access.md, "Password hashes".
/// </summary>
internal static class PasswordHash
{
    private const string SaltLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int SaltLength = 16;
    private const int ScryptBytes = 64;
    internal const int MostIterations = 10_000_000;

    /// <summary>A hash that no password matches; verifying it costs what verifying a real one costs.</summary>
    public static string Dummy { get; } = $"scrypt:32768:8:1${new string('x', SaltLength)}${new string('0', 2 * ScryptBytes)}";

    /// <summary>Hashes a password with a fresh salt (scrypt, N = 32768, r = 8, p = 1, 64 bytes). Takes about 0.1 s.</summary>
    public static string Make(string password)
    {
        var salt = RandomNumberGenerator.GetString(SaltLetters, SaltLength);
        Span<byte> key = stackalloc byte[ScryptBytes];
        Scrypt.Derive(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), 32768, 8, 1, key);
        return $"scrypt:32768:8:1${salt}${Convert.ToHexStringLower(key)}";
    }

    /// <summary>Whether a password has this hash. A hash of unknown form is no password's, and costs what others cost.</summary>
    public static bool Verify(string hash, string password)
    {
        if (Matches(hash, password) is { } matches)
        {
            return matches;
        }
        _ = Matches(Dummy, password);
        return false;
    }

    /// <summary>Whether computing it costs less than computing those that <see cref="Make"/> gives, or is of another method.</summary>
    public static bool IsWeak(string hash)
    {
        var end = hash.IndexOf('$', StringComparison.Ordinal);
        return (end < 0 ? [] : hash[..end].Split(':')) switch
        {
            ["scrypt"] => false,
            ["scrypt", var cost, var blockSize, var parallel]
                when Number(cost) is { } n && Number(blockSize) is { } r && Number(parallel) is { } p => (long)n * r * p < 32768L * 8 * 1,
            _ => true,
        };
    }

    /// <summary>Whether a password has this hash; null for a hash of unknown form.</summary>
    private static bool? Matches(string hash, string password)
    {
        var first = hash.IndexOf('$', StringComparison.Ordinal);
        var second = first < 0 ? -1 : hash.IndexOf('$', first + 1);
        if (second < 0)
        {
            return null;
        }
        var method = hash[..first].Split(':');
        var salt = Encoding.UTF8.GetBytes(hash[(first + 1)..second]);
        var expected = hash[(second + 1)..];
        var derived = Derive(method, Encoding.UTF8.GetBytes(password), salt, expected.Length / 2);
        return derived is null
            ? null
            : CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Convert.ToHexStringLower(derived)),
                Encoding.ASCII.GetBytes(expected)
            );
    }

    private static byte[]? Derive(string[] method, byte[] password, byte[] salt, int length)
    {
        switch (method)
        {
            case ["scrypt"]:
                return Scrypted(password, salt, 32768, 8, 1);
            case ["scrypt", var cost, var blockSize, var parallel]
                when Number(cost) is { } n && Number(blockSize) is { } r && Number(parallel) is { } p && Scrypt.Allows(n, r, p):
                return Scrypted(password, salt, n, r, p);
            case ["pbkdf2", var name, .. var rest] when Algorithm(name) is { } algorithm && rest.Length <= 1:
                var iterations = rest.Length == 0 ? 1_000_000 : Number(rest[0]) ?? 0;
                var bytes = DigestLength(algorithm);
                return iterations is > 0 and <= MostIterations && length == bytes
                    ? Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, algorithm, bytes)
                    : null;
            default:
                return null;
        }
    }

    private static byte[] Scrypted(byte[] password, byte[] salt, int n, int r, int p)
    {
        var key = new byte[ScryptBytes];
        Scrypt.Derive(password, salt, n, r, p, key);
        return key;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static HashAlgorithmName? Algorithm(string name) =>
        name switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static int DigestLength(HashAlgorithmName algorithm) =>
        algorithm.Name switch
        {
            "SHA1" => 20,
            "SHA256" => 32,
            "SHA384" => 48,
            _ => 64,
        };
}
