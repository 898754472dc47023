using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>
/// Rules of rules: <c>And</c>, <c>Or</c> and <c>When</c>. Their descriptions combine as they do. Rows that the parts read reach the
/// handler: of <c>And</c> those of both parts, of <c>Or</c> those of the part that allowed the call, of <c>When</c> those of the rule, if
/// it counted.
/// </summary>
internal static class CombinedRules
{
    /// <summary>Both must allow; the second is judged only when the first does.</summary>
    public static IAccessRule<TMessage> And<TMessage>(this IAccessRule<TMessage> first, IAccessRule<TMessage> second) =>
        new AndRule<TMessage, NoRows, NoRows, NoRows>(
            new RowlessRule<TMessage>(first),
            new RowlessRule<TMessage>(second),
            static (_, _) => default
        );

    /// <summary>Both must allow; the handler gets the rows of the first.</summary>
    public static IAccessRule<TMessage, TRows> And<TMessage, TRows>(
        this IAccessRule<TMessage, TRows> first,
        IAccessRule<TMessage> second
    ) => new AndRule<TMessage, TRows, NoRows, TRows>(first, new RowlessRule<TMessage>(second), static (rows, _) => rows);

    /// <summary>Both must allow; the handler gets the rows of both.</summary>
    public static IAccessRule<TMessage, (TFirst First, TSecond Second)> And<TMessage, TFirst, TSecond>(
        this IAccessRule<TMessage, TFirst> first,
        IAccessRule<TMessage, TSecond> second
    ) => new AndRule<TMessage, TFirst, TSecond, (TFirst, TSecond)>(first, second, static (one, other) => (one, other));

    /// <summary>One of them must allow; the second is judged only when the first doesn't.</summary>
    public static IAccessRule<TMessage> Or<TMessage>(this IAccessRule<TMessage> first, IAccessRule<TMessage> second) =>
        new OrRule<TMessage, NoRows>(new RowlessRule<TMessage>(first), new RowlessRule<TMessage>(second));

    /// <summary>One of them must allow; the handler gets the rows of the one that does.</summary>
    public static IAccessRule<TMessage, TRows> Or<TMessage, TRows>(
        this IAccessRule<TMessage, TRows> first,
        IAccessRule<TMessage, TRows> second
    ) => new OrRule<TMessage, TRows>(first, second);

    /// <summary>The rule counts only for some messages; others are allowed, or judged by another rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="condition">When it counts, in words, e.g. <c>with model_id</c>.</param>
    /// <param name="test">Whether it counts for a message.</param>
    /// <param name="otherwise">What counts for the other messages; null for nothing.</param>
    public static IAccessRule<TMessage> When<TMessage>(
        this IAccessRule<TMessage> rule,
        string condition,
        Func<TMessage, bool> test,
        IAccessRule<TMessage>? otherwise = null
    ) => new WhenRule<TMessage>(rule, condition, test, otherwise);

    /// <summary>The rule counts only for some messages; for others the handler gets no rows.</summary>
    public static IAccessRule<TMessage, TRows?> When<TMessage, TRows>(
        this IAccessRule<TMessage, TRows> rule,
        string condition,
        Func<TMessage, bool> test
    )
        where TRows : struct => new WhenRule<TMessage, TRows>(rule, condition, test);

    /// <summary>A part of a description: in parentheses where it would run into the words around it.</summary>
    private static string Part<TMessage>(IAccessRule<TMessage> rule) =>
        rule.Description.Contains(" or ", StringComparison.Ordinal) || rule.Description.AsSpan().ContainsAny(';', ':')
            ? $"({rule.Description})"
            : rule.Description;

    private sealed class AndRule<TMessage, TFirst, TSecond, TRows>(
        IAccessRule<TMessage, TFirst> first,
        IAccessRule<TMessage, TSecond> second,
        Func<TFirst, TSecond, TRows> both
    ) : IAccessRule<TMessage, TRows>
    {
        public string Description { get; } = $"{Part(first)}, and {Part(second)}";

        public async ValueTask<Judged<TRows>> JudgeAsync(IAccessContext context, TMessage message)
        {
            var one = await first.JudgeAsync(context, message);
            if (!one.Decision.Allowed)
            {
                return new Judged<TRows>(one.Decision with { Rule = Description }, both(one.Rows, default!));
            }
            var other = await second.JudgeAsync(context, message);
            return new Judged<TRows>(other.Decision with { Rule = Description }, both(one.Rows, other.Rows));
        }
    }

    private sealed class OrRule<TMessage, TRows>(IAccessRule<TMessage, TRows> first, IAccessRule<TMessage, TRows> second)
        : IAccessRule<TMessage, TRows>
    {
        public string Description { get; } = $"{first.Description}, or {second.Description}";

        public async ValueTask<Judged<TRows>> JudgeAsync(IAccessContext context, TMessage message)
        {
            MissingTargetException? missing = null;
            try
            {
                var one = await first.JudgeAsync(context, message);
                if (one.Decision.Allowed)
                {
                    return one with { Decision = one.Decision with { Rule = Description } };
                }
            }
            catch (MissingTargetException nothing)
            {
                // What the one rule lacks may be no need of the other.
                missing = nothing;
            }
            var other = await second.JudgeAsync(context, message);
            return other.Decision.Allowed || missing is null
                ? other with
                {
                    Decision = other.Decision with { Rule = Description },
                }
                : throw missing;
        }
    }

    private sealed class WhenRule<TMessage>(
        IAccessRule<TMessage> rule,
        string condition,
        Func<TMessage, bool> test,
        IAccessRule<TMessage>? otherwise
    ) : IAccessRule<TMessage>
    {
        public string Description { get; } =
            $"{condition}: {rule.Description}" + (otherwise is null ? "" : $"; else: {otherwise.Description}");

        public ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message) =>
            test(message) ? rule.DecideAsync(context, message)
            : otherwise is not null ? otherwise.DecideAsync(context, message)
            : ValueTask.FromResult(Uncounted(Description));
    }

    private sealed class WhenRule<TMessage, TRows>(IAccessRule<TMessage, TRows> rule, string condition, Func<TMessage, bool> test)
        : IAccessRule<TMessage, TRows?>
        where TRows : struct
    {
        public string Description { get; } = $"{condition}: {rule.Description}";

        public async ValueTask<Judged<TRows?>> JudgeAsync(IAccessContext context, TMessage message)
        {
            if (!test(message))
            {
                return new Judged<TRows?>(Uncounted(Description), null);
            }
            var judged = await rule.JudgeAsync(context, message);
            return new Judged<TRows?>(judged.Decision, judged.Rows);
        }
    }

    private static Decision Uncounted(string rule) => new(true, rule, null, "doesn't count here");
}
