using Sluice.Protocol.Messages;

namespace Sluice.Search;

/// <summary>What every search asks for.</summary>
internal abstract class SearchMessage
{
    public string? Filter;
    public long? MaxResults;
    public readonly List<string> OrderBy = [];
    public string? PageToken;
}

/// <summary>The fields of every search. Routes differ in the order in which they check them, and in the limits of <c>max_results</c>.</summary>
internal static class SearchMessageFields
{
    /// <summary>The filter.</summary>
    public static void Filter<TMessage>(this FieldList<TMessage> f)
        where TMessage : SearchMessage => f.Text("filter", m => ref m.Filter).Within(TextLimit.Filter);

    /// <summary>The order and the page's token.</summary>
    public static void OrderAndPage<TMessage>(this FieldList<TMessage> f)
        where TMessage : SearchMessage
    {
        f.Texts("order_by", m => m.OrderBy).Within(TextLimit.Order);
        f.Text("page_token", m => ref m.PageToken);
    }
}
