using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SocialCommerce.Kernel.Limits;

/// <summary>
/// The most that a list or a text of a request body may hold; what holds more is refused (422) before any rule looks at
/// it. Validators ask for less where they know better, and the OpenAPI document shows the smaller of both.
/// </summary>
public static class Bounds
{
    /// <summary>Most characters of a text that no validator looks at first.</summary>
    public const int Text = 10_000;

    /// <summary>Most elements of a list that is not named here.</summary>
    public const int List = 1_000;

    // Their own validators refuse what is above a smaller number, with a code of their own.
    private const int ListWithRule = 10_000;

    private static readonly Dictionary<string, int> Lists = new()
    {
        ["lines"] = ListWithRule,
        ["lineIds"] = ListWithRule,
        ["paid"] = ListWithRule,
        ["customerIds"] = ListWithRule,
        ["products"] = ListWithRule,
        ["classes"] = ListWithRule,
        ["rungs"] = ListWithRule,
        ["tenders"] = 50,
        ["fees"] = 50,
        ["discounts"] = 100,
        ["tendersNotCounted"] = 20,
        ["discountsCounted"] = 20,
        ["scopes"] = 50,
        ["roles"] = 20,
    };

    /// <summary>Most elements of a list by its name in JSON.</summary>
    public static int OfList(string name) => Lists.GetValueOrDefault(name, List);

    /// <summary>
    /// Most characters of a text by its name in JSON; null where the size of a body is the only bound, because what
    /// was typed at a shop is taken and cut (<see cref="SubmittedText"/>), or because the text is a file.
    /// </summary>
    public static int? OfText(string name) => name is "content" ? null : Text;

    /// <summary>Adds the bounds to the options with which request bodies are read.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        ((DefaultJsonTypeInfoResolver)options.TypeInfoResolver!).Modifiers.Add(Watch);
    }

    private static void Watch(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.OnDeserialized is not null) return;
        var texts = type.Properties
            .Where(property => property.PropertyType == typeof(string) && property is { Get: not null }
                && OfText(property.Name) is not null).ToArray();
        var lists = type.Properties
            .Where(property => property.PropertyType != typeof(string) && property.Get is not null
                && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)).ToArray();
        if (texts.Length + lists.Length == 0) return;
        type.OnDeserialized = read =>
        {
            foreach (var text in texts)
                if (text.Get!(read) is string { Length: > Text }) throw OutOfBoundsException.Text(text.Name, Text);
            foreach (var list in lists)
                if (list.Get!(read) is ICollection elements) Check(list.Name, elements);
        };
    }

    private static void Check(string name, ICollection elements)
    {
        if (elements.Count > OfList(name)) throw OutOfBoundsException.List(name, OfList(name));
        if (elements is not IEnumerable<string> texts) return;
        foreach (var text in texts)
            if (text.Length > Text) throw OutOfBoundsException.Text(name, Text);
    }
}
