using System.Text.Json;

namespace SocialCommerce.Kernel.Limits;

/// <summary>A list or a text of a body that holds more than it may.</summary>
internal sealed class OutOfBoundsException : JsonException
{
    private OutOfBoundsException(ProblemType type, string property, string detail) : base(detail) =>
        (Type, Property) = (type, property);

    /// <summary>The refusal.</summary>
    public ProblemType Type { get; }

    /// <summary>Which property of the object at the exception's path.</summary>
    public string Property { get; }

    internal static OutOfBoundsException Text(string name, int most) =>
        new(CommonProblems.TextTooLong, name, $"At most {most} characters.");

    internal static OutOfBoundsException List(string name, int most) =>
        new(CommonProblems.ListTooLong, name, $"At most {most} elements.");
}
