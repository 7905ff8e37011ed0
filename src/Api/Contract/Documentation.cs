using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SocialCommerce.Api.Contract;

/// <summary>What the <c>///</c> comments say, from the XML files beside the assemblies.</summary>
internal sealed partial class Documentation
{
    private readonly ModuleCatalogue _modules;
    private readonly ConcurrentDictionary<string, XElement> _members = new();

    /// <summary>Reads the files of this product.</summary>
    /// <param name="modules">The catalogue whose lists comments refer to.</param>
    public Documentation(ModuleCatalogue modules)
    {
        _modules = modules;
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

    private string? Text(XElement? element) => element is null
        ? null
        : Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private string Text(XNode node) => node switch
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
    private string? Words(XElement see)
    {
        if (see.Attribute("cref")?.Value is not ['F' or 'P', ':', .. var member]) return null;
        var dot = member.LastIndexOf('.');
        var (owner, name) = (member[..dot], member[(dot + 1)..]);
        var type = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(owner)).FirstOrDefault(found => found is not null);
        var list = type == typeof(ModuleCatalogue)
            ? type.GetProperty(name)?.GetValue(_modules)
            : type?.GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null);
        return list is IEnumerable<string> words ? string.Join(", ", words.Select(word => $"`{word}`")) : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
