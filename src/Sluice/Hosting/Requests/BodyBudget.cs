namespace Sluice.Hosting.Requests;

/// <summary>What the JSON bodies of all requests that are under way take of the memory, together.</summary>
/// <param name="most">Most bytes.</param>
internal sealed class BodyBudget(long most = BodyBudget.Most)
{
    /// <summary>Most bytes of a server.</summary>
    internal const long Most = 256 * 1024 * 1024;

    private long taken;

    /// <summary>Bytes that are taken.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Takes bytes; false, and nothing is taken, where there aren't as many.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= most)
        {
            return true;
        }
        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref taken, -bytes);
}

/// <summary>The bodies under way have spent the budget; the caller may try again.</summary>
internal sealed class BodyBudgetSpentException()
    : Exception("Too many large requests are under way. Try again, or split the request into several.");
