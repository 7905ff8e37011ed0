using System.Text.Json;

namespace SocialCommerce.Kernel.Limits;

/// <summary>A list or a text of a body that holds more than it may.</summary>
internal sealed class OutOfBoundsException : JsonException
{
    private OutOfBoundsException(string code, string property, string detail) : base(detail) =>
        (Code, Property) = (code, property);

    /// <summary>Code of the refusal.</summary>
    public string Code { get; }

    /// <summary>Which property of the object at the exception's path.</summary>
    public string Property { get; }

    internal static OutOfBoundsException Text(string name, int most) =>
        new("TEXT_TOO_LONG", name, $"At most {most} characters.");

    internal static OutOfBoundsException List(string name, int most) =>
        new("LIST_TOO_LONG", name, $"At most {most} elements.");
}
