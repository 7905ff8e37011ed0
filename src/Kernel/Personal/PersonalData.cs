namespace SocialCommerce.Kernel.Personal;

/// <summary>
/// What a module knows of customers. Every table of the module is named here, so that a new one is a decision.
/// </summary>
/// <param name="Tables">The tables with rows about customers.</param>
/// <param name="Others">The tables without, each with what it holds.</param>
public sealed record PersonalData(
    IReadOnlyList<PersonalTable> Tables, IReadOnlyDictionary<string, string> Others)
{
    /// <summary>What tables of the shop and its rules hold.</summary>
    public const string Configuration = "what the shop has set up";

    /// <summary>What tables of the shop's work hold.</summary>
    public const string Work = "how far the system's own work has come";

    /// <summary>Columns of kept answers and events, in which an erasure replaces the id.</summary>
    public IReadOnlyList<QuotingColumn> Quotes { get; init; } = [];

    /// <summary>Names of JSON properties that hold a customer's id, or a list of them.</summary>
    public IReadOnlyList<string> IdProperties { get; init; } = [];

    /// <summary>What a person has to settle before a customer can be erased.</summary>
    public IReadOnlyList<ErasureBlocker> Blockers { get; init; } = [];

    /// <summary>SQL: erases what the module holds open; takes @shop and @erasure.</summary>
    public string? Erases { get; init; }

    /// <summary>Erases what the module holds sealed.</summary>
    public Func<ShopTransaction, SecretProtector, ErasureUnderWay, Task>? ErasesSealed { get; init; }
}
