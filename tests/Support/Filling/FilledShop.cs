using System.Text.RegularExpressions;
using SocialCommerce.Kernel.Operators;

namespace SocialCommerce.TestSupport.Filling;

/// <summary>A shop in which there is one of everything, and the ids under which it is found.</summary>
/// <param name="Api">The API.</param>
/// <param name="Shop">The shop, called by a person with every role.</param>
/// <param name="Second">The shop, called by another such person.</param>
public sealed partial record FilledShop(Platform Api, TestShop Shop, TestShop Second)
{
    /// <summary>The one route that answers an unknown customer: with an empty home.</summary>
    public const string Home = "/v1/customers/{customerId}/home";

    /// <summary>In every text id of the shop, so that a leak is seen.</summary>
    public const string Mark = "zeta";

    /// <summary>A partner.</summary>
    public const string Partner = $"{Mark}-partner";

    /// <summary>A customer whom the partner has brought.</summary>
    public const string Buyer = $"{Mark}-buyer";

    /// <summary>When the period ends that is settled.</summary>
    public static readonly DateTimeOffset PeriodEnd = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<IFillsShop> Parts = InOrder();

    private readonly Dictionary<string, string> _ids = [];

    /// <summary>By the name of the route's parameter.</summary>
    public IReadOnlyDictionary<string, string> Ids => _ids;

    /// <summary>Fills a new shop through the API.</summary>
    public static Task<FilledShop> In(TestApi api) => In(api.Platform);

    /// <summary>Fills a new shop through an instance of the API.</summary>
    public static async Task<FilledShop> In(Platform api)
    {
        var shop = await (await api.Operator(await api.NewShop(), $"{Mark}-somebody", [.. Roles.Known]))
            .WithMainJobPlan();
        var filled = new FilledShop(api, shop, await api.Operator(shop, $"{Mark}-second", [.. Roles.Known]));
        foreach (var part in Parts) await part.Fill(filled);
        return filled;
    }

    /// <summary>States the id that stands for a parameter of routes.</summary>
    public void Add(string parameter, string id) => _ids.Add(parameter, id);

    /// <summary>The path of a route, its parameters filled in.</summary>
    public string Fill(string pattern) => Parameter().Replace(pattern, found => Uri.EscapeDataString(
        Ids.GetValueOrDefault(found.Groups[1].Value) ?? throw new InvalidOperationException(
            $"No part of the filled shop states {found.Value} of {pattern}: let an {nameof(IFillsShop)} add it.")));

    /// <summary>Every part of the assembly, each after those that it needs.</summary>
    private static List<IFillsShop> InOrder()
    {
        var parts = typeof(IFillsShop).Assembly.GetTypes()
            .Where(type => type is { IsClass: true } && typeof(IFillsShop).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .ToDictionary(type => type, type => (IFillsShop)Activator.CreateInstance(type)!);
        var (ordered, open) = (new List<IFillsShop>(), new HashSet<Type>());
        foreach (var type in parts.Keys) Visit(type);
        return ordered;

        void Visit(Type type)
        {
            if (ordered.Contains(parts[type])) return;
            if (!open.Add(type)) throw new InvalidOperationException($"{type.Name} needs itself.");
            foreach (var needed in parts[type].Needs) Visit(needed);
            ordered.Add(parts[type]);
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
