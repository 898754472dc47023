namespace Sluice.Protocol.Messages;

/// <summary>The protocol's sentences about a request's fields. Source: docs/protocol.md, "Names".</summary>
internal static class FieldProblems
{
    private const string SeeDocs = "See the API docs for more information about request parameters.";

    /// <summary>A required field is absent or empty.</summary>
    public static MlflowException Missing(string field) =>
        MlflowException.Invalid($"Missing value for required parameter '{field}'. {SeeDocs}");

    /// <summary>A value isn't of its field's type.</summary>
    public static MlflowException WrongType(string field, JsonValue value) =>
        MlflowException.Invalid(
            $"Invalid value {value.Json} for parameter '{field}' supplied:  Hint: Value was of type '{value.PythonType}'. {SeeDocs}"
        );

    /// <summary>A text is longer than its field takes. It isn't shown: it may be a password.</summary>
    public static MlflowException TooLong(string field, int most) =>
        MlflowException.Invalid($"'{field}' exceeds the maximum length of {most} characters");

    /// <summary>A list has more elements than a request may give.</summary>
    public static MlflowException TooMany(string field, int most) =>
        MlflowException.Invalid($"'{field}' has more than {most} elements. Split the request into several.");

    /// <summary>A name holds a NUL character: nothing has such a name, and PostgreSQL has no form for it.</summary>
    public static MlflowException HoldsNul(string field) =>
        MlflowException.Invalid($"'{field}' holds a NUL character, which can't be stored.");

    /// <summary>A field is spelled in snake and in camel case.</summary>
    public static MlflowException BothSpellings(string snake, string camel) =>
        MlflowException.Invalid($"Request specifies both '{snake}' and '{camel}'; provide only one of them.");

    /// <summary>A request names one thing twice, differently.</summary>
    public static MlflowException Contradiction(string field) =>
        MlflowException.Invalid($"The request gives '{field}' more than once, with different values. Give it once.");
}
