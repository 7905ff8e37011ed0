using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SocialCommerce.Api.Contract;

/// <summary>What the <c>///</c> comments say, from the XML files beside the assemblies.</summary>
internal sealed partial class Documentation
{
    private readonly ConcurrentDictionary<string, XElement> _members = new();

    /// <summary>Reads the files of this product.</summary>
    public Documentation()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "SocialCommerce.*.xml"))
            foreach (var member in XDocument.Load(file).Descendants("member"))
                _members[member.Attribute("name")!.Value] = member;
    }

    /// <summary>Summary of a type, or null.</summary>
    public string? Summary(Type type) => Text(Member(type)?.Element("summary"));

    /// <summary>What is said of one property of a record, and the example that is given of it.</summary>
    public (string? Description, string? Example) Of(Type type, string property)
    {
        var said = Member(type)?.Elements("param").FirstOrDefault(
            p => string.Equals(p.Attribute("name")?.Value, property, StringComparison.OrdinalIgnoreCase));
        return (Text(said) is { Length: > 0 } text ? text : null, said?.Attribute("example")?.Value);
    }

    private XElement? Member(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return _members.GetValueOrDefault($"T:{definition.FullName?.Replace('+', '.')}");
    }

    private static string? Text(XElement? element) => element is null
        ? null
        : Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see =>
            Words(see) ?? see.Attribute("cref")?.Value.Split('.', ':')[^1] ?? see.Value,
        XElement { Name.LocalName: "paramref" } reference => $"`{reference.Attribute("name")?.Value}`",
        XElement other => other.Value,
        _ => "",
    };

    /// <summary>The words of a list that a comment refers to; null where it refers to anything else.</summary>
    private static string? Words(XElement see)
    {
        if (see.Attribute("cref")?.Value == $"P:{typeof(ModuleCatalogue).FullName}.{nameof(ModuleCatalogue.Scopes)}")
            return Quoted(new ModuleCatalogue(Modules.All).Scopes);
        if (see.Attribute("cref")?.Value is not ['F', ':', .. var field]) return null;
        var dot = field.LastIndexOf('.');
        var type = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(field[..dot])).FirstOrDefault(found => found is not null);
        return type?.GetField(field[(dot + 1)..], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?.GetValue(null) is IEnumerable<string> words
            ? Quoted(words)
            : null;
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
