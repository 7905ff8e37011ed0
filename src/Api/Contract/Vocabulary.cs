namespace SocialCommerce.Api.Contract;

/// <summary>The words of all modules' APIs.</summary>
/// <exception cref="ArgumentException">Two modules state the same name.</exception>
internal sealed class Vocabulary(IEnumerable<Term> terms)
{
    private readonly Dictionary<string, Term> _terms = terms.ToDictionary(term => term.Name);

    private readonly IReadOnlyList<Term> _units = [.. terms.Where(term => term.IsUnit)];

    /// <summary>What a name means, or the unit in which it ends; or null.</summary>
    public Term? Of(string name) => _terms.GetValueOrDefault(name)
        ?? _units.FirstOrDefault(unit => name.EndsWith(unit.Name, StringComparison.Ordinal)
            || name.Equals(unit.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the elements of a list are, which has the plural of their name; or null.</summary>
    public Term? OfElement(string list) => Of(list) ?? Of(list.TrimEnd('s'));

    /// <summary>A parameter's description.</summary>
    public string Describe(string parameter) => Of(parameter)?.Description ?? throw new InvalidOperationException(
        $"Describe the parameter {parameter}: add a {nameof(Term)} to its module.");
}
