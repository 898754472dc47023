using Sluice.Identity.Passwords;
using Xunit;

namespace Sluice.Tests.Identity;

/// <summary>Hashes of passwords: which are read, and which are to be replaced.</summary>
public sealed class PasswordHashTests
{
    [Fact]
    public void A_hash_that_was_made_is_that_of_its_password_and_needs_no_replacement()
    {
        var hash = PasswordHash.Make("a-good-long-password");

        Assert.True(PasswordHash.Verify(hash, "a-good-long-password"));
        Assert.False(PasswordHash.Verify(hash, "another-long-password"));
        Assert.False(PasswordHash.IsWeak(hash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("md5$salt$00")]
    [InlineData("scrypt:3:8:1$salt$00")]
    [InlineData("scrypt:65536:1:1$salt$00")]
    [InlineData("scrypt:32768:8$salt$00")]
    [InlineData("pbkdf2:sha256:0$salt$00")]
    [InlineData("pbkdf2:md5:1000$salt$00")]
    public void A_hash_of_unknown_form_is_no_passwords(string hash) => Assert.False(PasswordHash.Verify(hash, ""));

    [Theory]
    [InlineData("scrypt$salt$00", false)]
    [InlineData("scrypt:32768:8:1$salt$00", false)]
    [InlineData("scrypt:65536:8:1$salt$00", false)]
    [InlineData("scrypt:16384:8:1$salt$00", true)]
    [InlineData("pbkdf2:sha256:1000000$salt$00", true)]
    [InlineData("pbkdf2:sha512$salt$00", true)]
    public void What_costs_less_or_is_of_another_method_is_weak(string hash, bool isWeak) =>
        Assert.Equal(isWeak, PasswordHash.IsWeak(hash));
}
