using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SocialCommerce.Kernel.Limits;

/// <summary>
/// The most that a list or a text of a request body may hold; what holds more is refused (422) before any rule looks at
/// it. Properties and validators ask for less where they know better, and the OpenAPI document shows that.
/// </summary>
public static class Bounds
{
    /// <summary>Most bytes of a request body.</summary>
    public const int Body = 8 * 1024 * 1024;

    /// <summary>Most characters of a text that does not say so itself (<see cref="MostAttribute"/>).</summary>
    public const int Text = 10_000;

    /// <summary>Most elements of a list that does not say so itself.</summary>
    public const int List = 10_000;

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
            .Where(property => property.PropertyType == typeof(string) && property.Get is not null)
            .Select(property => (property.Name, property.Get, Most: MostOf(property) ?? Text)).ToArray();
        var lists = type.Properties
            .Where(property => property.PropertyType != typeof(string) && property.Get is not null
                && typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
            .Select(property => (property.Name, property.Get, Most: MostOf(property) ?? List)).ToArray();
        if (texts.Length + lists.Length == 0) return;
        type.OnDeserialized = read =>
        {
            foreach (var (name, get, most) in texts)
                if (get!(read) is string text && text.Length > most) throw OutOfBoundsException.Text(name, most);
            foreach (var (name, get, most) in lists)
                if (get!(read) is ICollection elements) Check(name, elements, most);
        };
    }

    private static int? MostOf(JsonPropertyInfo property) =>
        (property.AttributeProvider as MemberInfo)?.GetCustomAttribute<MostAttribute>() is { IsChecked: false } most
            ? most.Count
            : null;

    private static void Check(string name, ICollection elements, int most)
    {
        if (elements.Count > most) throw OutOfBoundsException.List(name, most);
        if (elements is not IEnumerable<string> texts) return;
        foreach (var text in texts)
            if (text.Length > Text) throw OutOfBoundsException.Text(name, Text);
    }
}
