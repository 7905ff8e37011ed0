namespace SocialCommerce.Kernel.Modules;

/// <summary>What all modules of the product declare, for slices that concern every one of them.</summary>
/// <param name="modules">The modules, in their order.</param>
public sealed class ModuleCatalogue(IReadOnlyCollection<Module> modules)
{
    /// <summary>Every scope of a key.</summary>
    public IReadOnlyList<string> Scopes { get; } = [.. modules.SelectMany(module => module.Scopes).Distinct()];

    /// <summary>The ledger's accounts in a shop's currency, in the order of a chart.</summary>
    public IReadOnlyList<string> Accounts { get; } = [.. modules.SelectMany(module => module.Accounts)];

    /// <summary>The movements that may be booked.</summary>
    public IReadOnlyList<LedgerMove> Moves { get; } = [.. modules.SelectMany(module => module.Moves)];

    /// <summary>The sources of documents.</summary>
    public IReadOnlyList<DocumentSource> Documents { get; } = [.. modules.SelectMany(module => module.Documents)];

    /// <summary>The set-based integrity checks.</summary>
    public IReadOnlyList<IntegrityCheck> Checks { get; } = [.. modules.SelectMany(module => module.Checks)];

    /// <summary>What the modules know of customers.</summary>
    public IReadOnlyList<PersonalData> Personal { get; } =
        [.. modules.Select(module => module.Personal).OfType<PersonalData>()];

    /// <summary>What keeps a customer from being erased.</summary>
    public IReadOnlyList<ErasureBlocker> Blockers { get; } =
        [.. modules.SelectMany(module => module.Personal?.Blockers ?? [])];

    /// <summary>The columns of sealed texts.</summary>
    public IReadOnlyList<SealedColumn> Sealed { get; } = [.. modules.SelectMany(module => module.Sealed)];
}
