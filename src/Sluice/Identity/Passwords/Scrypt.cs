using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sluice.Identity.Passwords;

/// <summary>The scrypt key derivation (RFC 7914) of the system's OpenSSL 3.</summary>
internal static partial class Scrypt
{
    /// <summary>Most memory (bytes) that one derivation may take.</summary>
    internal const long MostMemory = 1L << 30;

    /// <summary>
    /// Whether the parameters are of the kind that can be computed here: N a power of two below 2^(128 r / 8) (RFC 7914 section 2), memory
    /// within bounds.
    /// </summary>
    public static bool Allows(int n, int r, int p) =>
        n > 1 && (r > 1 || n < 1 << 16) && (n & (n - 1)) == 0 && r is > 0 and <= 64 && p is > 0 and <= 16 && Memory(n, r, p) <= MostMemory;

    /// <summary>Fills <paramref name="key"/>.</summary>
    /// <exception cref="CryptographicException">OpenSSL refused the parameters.</exception>
    public static unsafe void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        fixed (byte* passwordBytes = password)
        fixed (byte* saltBytes = salt)
        fixed (byte* keyBytes = key)
        {
            var done = EvpPbeScrypt(
                passwordBytes,
                (nuint)password.Length,
                saltBytes,
                (nuint)salt.Length,
                (ulong)n,
                (ulong)r,
                (ulong)p,
                (ulong)Memory(n, r, p),
                keyBytes,
                (nuint)key.Length
            );
            if (done != 1)
            {
                throw new CryptographicException($"scrypt with N={n}, r={r}, p={p} failed");
            }
        }
    }

    private static long Memory(int n, int r, int p) => 132L * n * r * p;

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PBE_scrypt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int EvpPbeScrypt(
        byte* password,
        nuint passwordLength,
        byte* salt,
        nuint saltLength,
        ulong n,
        ulong r,
        ulong p,
        ulong maximumMemory,
        byte* key,
        nuint keyLength
    );
}
