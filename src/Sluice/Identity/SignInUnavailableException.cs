namespace Sluice.Identity;

/// <summary>A sign-in can't be judged at the moment; the caller may try again.</summary>
internal sealed class SignInUnavailableException(string message) : Exception(message);
