namespace SocialCommerce.Kernel.Describing;

/// <summary>
/// A word of a module's API: it means the same wherever a parameter or a property has it as its name. What only one
/// type means by a name stands on that type: <c>&lt;param name="…" example="…"&gt;</c>.
/// </summary>
/// <param name="Name">The name in JSON or in the address; of a unit, the end of the names.</param>
/// <param name="Sample">A value of the story that all examples tell; null where the value's type gives one.</param>
/// <param name="Description">What it is as a parameter; null where it is none.</param>
public sealed record Term(string Name, string? Sample = null, string? Description = null)
{
    /// <summary>What it may be, wherever it stands.</summary>
    public Bound? Bound { get; init; }

    /// <summary>What a parameter is that is left out.</summary>
    public int? Default { get; init; }

    /// <summary>Whether names end with it, as <c>rateBps</c> does.</summary>
    public bool IsUnit { get; init; }

    /// <summary>An id that a merchant chooses.</summary>
    public static Term Id(string name, string sample, string? description = null) =>
        new(name, sample, description) { Bound = ValidationRules.MerchantIdBound };
}
