namespace Sluice.Protocol.Messages;

/// <summary>The fields of a message while its shape is declared, one line each, in the order in which they are checked.</summary>
/// <typeparam name="TMessage">The message.</typeparam>
internal sealed class FieldList<TMessage>
{
    private readonly List<Field<TMessage>> fields = [];

    /// <summary>The fields; one with an old name is followed by the same under that.</summary>
    public Field<TMessage>[] All => [.. fields.SelectMany(static one => one.UnderOldName is { } old ? [one, old] : new[] { one })];

    /// <summary>A text.</summary>
    public TextField<TMessage> Text(string name, Accessor<TMessage, string?> value) => Add(new TextField<TMessage>(name, value));

    /// <summary>An integer of 64 bits.</summary>
    public IntegerField<TMessage> Integer(string name, Accessor<TMessage, long?> value) =>
        Add(new IntegerField<TMessage>(name, "int64", value));

    /// <summary>An integer of 32 bits.</summary>
    public IntegerField<TMessage> Integer32(string name, Accessor<TMessage, long?> value) =>
        Add(new IntegerField<TMessage>(name, "int32", value, int.MinValue, int.MaxValue));

    /// <summary>A double.</summary>
    public RealField<TMessage> Real(string name, Accessor<TMessage, double?> value) => Add(new RealField<TMessage>(name, value));

    /// <summary>True or false.</summary>
    public BooleanField<TMessage> Boolean(string name, Accessor<TMessage, bool?> value) => Add(new BooleanField<TMessage>(name, value));

    /// <summary>A value of an enum.</summary>
    public ChoiceField<TMessage, TChoice> Choice<TChoice>(string name, Accessor<TMessage, TChoice?> value, EnumValues<TChoice> choices)
        where TChoice : struct => Add(new ChoiceField<TMessage, TChoice>(name, value, choices));

    /// <summary>A list of texts.</summary>
    public TextsField<TMessage> Texts(string name, Func<TMessage, List<string>> values) => Add(new TextsField<TMessage>(name, values));

    /// <summary>A list of messages.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="values">Where the list is.</param>
    /// <param name="type">What the protocol calls such a message.</param>
    /// <param name="shape">The fields of each.</param>
    public MessagesField<TMessage, TItem> Messages<TItem>(
        string name,
        Func<TMessage, List<TItem>> values,
        string type,
        MessageShape<TItem> shape
    )
        where TItem : class, new() => Add(new MessagesField<TMessage, TItem>(name, values, type, shape));

    private TField Add<TField>(TField field)
        where TField : Field<TMessage>
    {
        fields.Add(field);
        return field;
    }
}
